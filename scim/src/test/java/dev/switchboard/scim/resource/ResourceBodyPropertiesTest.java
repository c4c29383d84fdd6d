package dev.switchboard.scim.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.scim.AnyJson;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.schema.ResourceDefinition;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

final class ResourceBodyPropertiesTest {

    @Property(tries = 1000)
    void givesACanonicalBodyThatStaysAsItIsOrAScimException(
            @ForAll("bodies") JsonNode body, @ForAll("definitions") ResourceDefinition definition) {
        JsonNode before = body.deepCopy();
        try {
            ObjectNode canonical = ResourceBody.canonical(body, definition);

            assertThat(ResourceBody.canonical(canonical, definition)).isEqualTo(canonical);
            assertThat(canonical.has("password") || canonical.has("id")).isFalse();
            assertThat(canonical.values()).noneMatch(AttributeValues::isUnassigned);
            assertThat(Projection.of(null, null, definition).applyTo(canonical))
                    .isEqualTo(canonical);
        } catch (ScimException refused) {
            assertThat(refused.error().status()).isEqualTo(400);
        }
        assertThat(body).isEqualTo(before);
    }

    @Property(tries = 500)
    void preparesAnyNameOrRefusesIt(@ForAll String name) {
        try {
            String key = UserNames.key(name);

            assertThat(UserNames.key(key)).isEqualTo(key);
            assertThat(UserNames.key(name.toUpperCase(java.util.Locale.ROOT))).isNotEmpty();
        } catch (ScimException refused) {
            assertThat(refused.error().scimType()).isEqualTo("invalidValue");
        }
    }

    @Provide
    static Arbitrary<ResourceDefinition> definitions() {
        return Arbitraries.of(ResourceDefinition.USER, ResourceDefinition.GROUP);
    }

    /** Half of them with what every body must have. */
    @Provide
    static Arbitrary<JsonNode> bodies() {
        Arbitrary<JsonNode> likely =
                AnyJson.objects(3)
                        .map(
                                body -> {
                                    ObjectNode object = (ObjectNode) body;
                                    object.remove("USERNAME");
                                    object.putArray("schemas")
                                            .add(ResourceDefinition.USER_URN)
                                            .add(ResourceDefinition.GROUP_URN);
                                    object.put("userName", "a").put("displayName", "b");
                                    return object;
                                });
        return Arbitraries.oneOf(AnyJson.values(3), likely);
    }
}
