package dev.switchboard.scim.resource;

import static dev.switchboard.scim.schema.ResourceDefinition.GROUP;
import static dev.switchboard.scim.schema.ResourceDefinition.USER;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchboard.scim.Json;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.node.ObjectNode;

/** RFC 7644, section 3.9. */
final class ProjectionTest {

    private static final String URN = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static final ObjectNode RESOURCE =
            Json.object(
                    "{'schemas':['s'],'id':'i','userName':'u','name':{'givenName':'g','familyName':'f'},"
                            + "'emails':[{'value':'e','type':'work'},{'value':'h'}],'meta':{'created':'c'},"
                            + "'password':'p','"
                            + URN
                            + "':{'department':'d','division':'v'},'urn:x:y':{'a':1}}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    userName                  | 'userName':'u'
                    USERNAME , Name.GivenName | 'userName':'u','name':{'givenName':'g'}
                    name,name.givenName       | 'name':{'givenName':'g','familyName':'f'}
                    emails.type               | 'emails':[{'type':'work'}]
                    emails.display            | -
                    urn:ietf:params:scim:schemas:core:2.0:User:userName | 'userName':'u'
                    urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department | 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':{'department':'d'}
                    urn:ietf:params:scim:schemas:extension:enterprise:2.0:User | 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':{'department':'d','division':'v'}
                    urn:x:y                   | 'urn:x:y':{'a':1}
                    password,nonsense         | -
                    meta.created              | 'meta':{'created':'c'}
                    """)
    void showsWhatIsAskedForAndWhatIsAlwaysReturned(String attributes, String shown) {
        String rest = shown.equals("-") ? "" : "," + shown;

        assertThat(Projection.of(attributes, null, USER).applyTo(RESOURCE))
                .isEqualTo(Json.object("{'schemas':['s'],'id':'i'" + rest + "}"));
    }

    @Test
    void leavesOutWhatIsExcludedButNeverIdAndSchemas() {
        ObjectNode shown =
                Projection.of(
                                null,
                                "id,schemas,meta,emails.type,name," + URN + ":division,urn:x:y",
                                USER)
                        .applyTo(RESOURCE);

        assertThat(shown)
                .isEqualTo(
                        Json.object(
                                "{'schemas':['s'],'id':'i','userName':'u','emails':[{'value':'e'},{'value':'h'}],'"
                                        + URN
                                        + "':{'department':'d'}}"));
        assertThat(Projection.of(null, URN, USER).applyTo(RESOURCE).has(URN)).isFalse();
    }

    @Test
    void neverShowsThePassword() {
        assertThat(Projection.of(null, null, USER).applyTo(RESOURCE).has("password")).isFalse();
        assertThat(Projection.of("", "", USER).applyTo(RESOURCE)).hasSize(RESOURCE.size() - 1);
    }

    @Test
    void tellsTheStoreWhatNeedNotBeRead() {
        assertThat(Projection.of(null, "members", GROUP).includes("members")).isFalse();
        assertThat(Projection.of("displayName", null, GROUP).includes("members")).isFalse();
        assertThat(Projection.of("members.value", null, GROUP).includes("members")).isTrue();
        assertThat(Projection.of(null, null, GROUP).includes("members")).isTrue();
    }

    @Test
    void refusesBothAtOnce() {
        ScimException thrown =
                catchThrowableOfType(
                        ScimException.class, () -> Projection.of("userName", "name", USER));

        assertThat(thrown.error()).isEqualTo(ScimError.INVALID_VALUE);
    }
}
