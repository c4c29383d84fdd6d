package dev.switchboard.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.patch.PatchRequest;
import dev.switchboard.scim.resource.ResourceBody;
import dev.switchboard.scim.schema.ResourceDefinition;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import tools.jackson.databind.JsonNode;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Every request that Okta and Entra are known to send is understood. */
final class ClientRequestsTest {

    private static final String NO_CHANGE = "";

    @TestFactory
    Stream<DynamicTest> understandsEveryRequestOfOkta() {
        return Json.resource("/clients/okta.json").values().stream()
                .map(request -> dynamicTest(request.path("name").asString(), () -> read(request)));
    }

    @TestFactory
    Stream<DynamicTest> understandsEveryRequestOfEntra() {
        return Json.resource("/clients/entra.json").path("requests").values().stream()
                .map(request -> dynamicTest(request.path("name").asString(), () -> patch(request)));
    }

    private static void read(JsonNode request) {
        String path = request.path("path").asString();
        ResourceDefinition definition =
                path.startsWith("/Groups") ? ResourceDefinition.GROUP : ResourceDefinition.USER;
        switch (request.path("method").asString()) {
            case "POST", "PUT" -> {
                JsonNode body = ResourceBody.canonical(request.path("body"), definition);
                assertThat(body.has("password") || body.has("groups") || body.has("id")).isFalse();
                assertThat(body.path("schemas").get(0).asString())
                        .isEqualTo(definition.core().urn());
            }
            case "PATCH" ->
                    assertThat(
                                    PatchRequest.parse(request.path("body"), definition)
                                            .operations()
                                            .isEmpty())
                            .isFalse();
            case "GET" -> lookUp(path, definition);
            default -> assertThat(request.path("method").asString()).isEqualTo("DELETE");
        }
    }

    private static void lookUp(String path, ResourceDefinition definition) {
        int start = path.indexOf("filter=");
        if (start >= 0) {
            String raw = path.substring(start + "filter=".length()).replaceFirst("&.*", NO_CHANGE);
            Filter filter =
                    Filter.parse(URLDecoder.decode(raw, StandardCharsets.UTF_8), definition);
            assertThat(filter).isInstanceOf(Filter.Comparison.class);
        }
    }

    private static void patch(JsonNode request) {
        JsonNode body = request.path("body");
        ResourceDefinition definition =
                body.toString().contains("members")
                        ? ResourceDefinition.GROUP
                        : ResourceDefinition.USER;
        PatchRequest patch = PatchRequest.parse(body, definition);

        PatchRequest again = PatchRequest.ofOperations(patch.operations(), definition);

        assertThat(again.operations()).isEqualTo(patch.operations()).isNotEmpty();
    }

    @Test
    void createsWhatEntraReplacesOnAUserWhoHasNone() {
        JsonNode body = Json.resource("/clients/entra.json").at("/requests/2/body");

        JsonNode changed =
                PatchRequest.parse(body, ResourceDefinition.USER)
                        .applyTo(Json.object("{'schemas':[],'userName':'a@example.com'}"));

        assertThat(changed)
                .isEqualTo(
                        Json.json(
                                """
                                {'schemas':['urn:ietf:params:scim:schemas:core:2.0:User',
                                  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
                                 'userName':'a@example.com','displayName':'Pvlo','externalId':'Eqpj',
                                 'emails':[{'type':'work','value':'TestBcwqnm@test.microsoft.com'}],
                                 'name':{'givenName':'Gtfd','familyName':'Pkqf'},
                                 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':{
                                   'employeeNumber':'Eqpj'}}
                                """));
    }
}
