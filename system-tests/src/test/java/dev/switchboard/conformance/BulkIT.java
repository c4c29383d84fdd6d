package dev.switchboard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /Bulk}: RFC 7644 §3.7. */
@Conformance
final class BulkIT {

    private final Scim scim;

    BulkIT(Scim scim) {
        this.scim = scim;
    }

    @Test
    @DisplayName("RFC 7644 §3.7, Table 8: without support of bulk it is 501")
    void isServedOrNotImplemented() {
        scim.needs(!scim.features().bulk(), "being without bulk");
        scim.call("POST", "/Bulk")
                .body(Json.object("{'schemas': ['%s']}", Urns.BULK))
                .send()
                .isError(501);
    }

    @Test
    @DisplayName("RFC 7644 §3.7.3: a job is 200 with a BulkResponse, one result per operation")
    void answersEachOperation() {
        ScimAnswer answer = bulk(0, create("a"), create("b")).is(200);
        assertThat(answer.texts("/schemas")).containsExactly(Urns.BULK_RESPONSE);
        assertThat(answer.texts("/Operations", "status")).containsExactly("201", "201");
        assertThat(answer.texts("/Operations", "bulkId")).containsExactly("a", "b");
        assertThat(answer.texts("/Operations", "method")).containsExactly("POST", "POST");
    }

    @Test
    @DisplayName("RFC 7644 §3.7.3: location is the resource's URI")
    void saysTheLocations() {
        ScimAnswer answer = bulk(0, create("a")).is(200);
        scim.get(scim.pathOf(answer.text("/Operations/0/location"))).is(200);
    }

    @Test
    @DisplayName("RFC 7644 §3.7: POST, PUT, PATCH and DELETE in one job")
    void takesAllMethods() {
        String one = scim.newUser();
        String two = scim.newUser();
        String three = scim.newUser();
        ObjectNode put = operation("PUT", "/Users/" + one);
        put.set("data", Json.user(scim.userName("bulk"), "{'title': 'Put'}"));
        ObjectNode patch = operation("PATCH", "/Users/" + two);
        patch.set("data", Json.patch("{'op': 'add', 'path': 'title', 'value': 'Patched'}"));
        ScimAnswer answer =
                bulk(0, create("a"), put, patch, operation("DELETE", "/Users/" + three)).is(200);
        assertThat(answer.texts("/Operations", "status").get(3)).isEqualTo("204");
        assertThat(scim.get("/Users/" + one).text("/title")).isEqualTo("Put");
        assertThat(scim.get("/Users/" + two).text("/title")).isEqualTo("Patched");
        scim.get("/Users/" + three).isError(404);
    }

    @Test
    @DisplayName("RFC 7644 §3.7.3: a failed operation has the error as its response")
    void saysTheErrors() {
        String taken = scim.createUser().text("/userName");
        ObjectNode operation = create("a");
        operation.set("data", Json.user(taken));
        ScimAnswer answer = bulk(0, operation).is(200);
        assertThat(answer.text("/Operations/0/status")).isEqualTo("409");
        assertThat(answer.text("/Operations/0/response/scimType")).isEqualTo("uniqueness");
        assertThat(answer.texts("/Operations/0/response/schemas")).containsExactly(Urns.ERROR);
    }

    @Test
    @DisplayName("RFC 7644 §3.7: without failOnErrors the server goes on past failures")
    void goesOn() {
        ScimAnswer answer = bulk(0, operation("DELETE", "/Users/none"), create("a")).is(200);
        assertThat(answer.texts("/Operations", "status")).containsExactly("404", "201");
    }

    @Test
    @DisplayName("RFC 7644 §3.7: failOnErrors 1 stops after the first error")
    void stops() {
        ScimAnswer answer =
                bulk(1, create("a"), operation("DELETE", "/Users/none"), create("b")).is(200);
        assertThat(answer.texts("/Operations", "status")).startsWith("201", "404").hasSize(2);
    }

    @Test
    @DisplayName("RFC 7644 §3.7.2: bulkId references are resolved")
    void resolvesReferences() {
        scim.needsGroups();
        ScimAnswer answer = bulk(0, create("u"), group("g", "bulkId:u")).is(200);
        assertThat(answer.texts("/Operations", "status")).containsExactly("201", "201");
        String user = scim.pathOf(answer.text("/Operations/0/location")).replace("/Users/", "");
        ScimAnswer group = scim.get(scim.pathOf(answer.text("/Operations/1/location"))).is(200);
        assertThat(group.texts("/members", "value")).containsExactly(user);
    }

    @Test
    @DisplayName("RFC 7644 §3.7.2: bulkId references are resolved in any order")
    void resolvesReferencesAhead() {
        scim.needsGroups();
        ScimAnswer answer = bulk(0, group("g", "bulkId:u"), create("u")).is(200);
        assertThat(answer.texts("/Operations", "status")).containsExactly("201", "201");
    }

    @Test
    @DisplayName("RFC 7644 §3.7.1: circular references are resolved, or refused with 409")
    void resolvesCircles() {
        scim.needsGroups();
        ScimAnswer answer = bulk(0, group("a", "bulkId:b"), group("b", "bulkId:a")).is(200);
        assertThat(answer.texts("/Operations", "status"))
                .isIn(java.util.List.of("201", "201"), java.util.List.of("409", "409"));
        if (answer.text("/Operations/0/status").equals("201")) {
            for (int i = 0; i < 2; i++) {
                String one = scim.pathOf(answer.text("/Operations/" + i + "/location"));
                String other = scim.pathOf(answer.text("/Operations/" + (1 - i) + "/location"));
                assertThat(scim.get(one).texts("/members", "value"))
                        .containsExactly(other.replace("/Groups/", ""));
            }
        }
    }

    @Test
    @DisplayName("RFC 7644 §3.7.2: a bulkId reference in a path is resolved")
    void resolvesReferencesInPaths() {
        ObjectNode patch = operation("PATCH", "/Users/bulkId:a");
        patch.set("data", Json.patch("{'op': 'add', 'path': 'title', 'value': 'Patched'}"));
        ScimAnswer answer = bulk(0, patch, create("a")).is(200);
        assertThat(answer.texts("/Operations", "status")).containsExactly("200", "201");
        String path = scim.pathOf(answer.text("/Operations/1/location"));
        assertThat(scim.get(path).text("/title")).isEqualTo("Patched");
    }

    @Test
    @DisplayName("RFC 7644 §3.7.2: a bulkId reference in manager.value is resolved")
    void resolvesManagers() {
        ObjectNode clerk = operation("POST", "/Users").put("bulkId", "clerk");
        clerk.set(
                "data",
                Json.enterpriseUser(
                        scim.userName("bulk"), "{'manager': {'value': 'bulkId:chief'}}"));
        ScimAnswer answer = bulk(0, clerk, create("chief")).is(200);
        assertThat(answer.texts("/Operations", "status")).containsExactly("201", "201");
        ScimAnswer read = scim.get(scim.pathOf(answer.text("/Operations/0/location"))).is(200);
        assertThat(answer.text("/Operations/1/location"))
                .endsWith("/" + read.text("/" + Urns.ENTERPRISE + "/manager/value"));
    }

    @Test
    @DisplayName("RFC 7644 §3.7: POST without a bulkId is refused")
    void requiresABulkId() {
        ObjectNode operation = create("a");
        operation.remove("bulkId");
        ScimAnswer answer = bulk(0, operation);
        if (answer.status() == 200) {
            assertThat(answer.text("/Operations/0/status")).isEqualTo("400");
        } else {
            answer.isError(400);
        }
    }

    @Test
    @DisplayName("RFC 7644 §3.7: a version in an operation is held against the resource")
    void comparesVersions() {
        scim.needs(scim.features().etag(), "ETags");
        ObjectNode operation = operation("DELETE", "/Users/" + scim.newUser());
        operation.put("version", "W/\"stale\"");
        assertThat(bulk(0, operation).is(200).text("/Operations/0/status")).isEqualTo("412");
    }

    @Test
    @DisplayName("RFC 7644 §3.7.4: more operations than maxOperations are 413, naming the limit")
    void limitsTheOperations() {
        int most = scim.get("/ServiceProviderConfig").number("/bulk/maxOperations");
        scim.needs(scim.features().bulk() && most > 0 && most < 20_000, "a bulk limit to reach");
        ObjectNode[] operations = new ObjectNode[most + 1];
        java.util.Arrays.fill(operations, operation("DELETE", "/Users/none"));
        assertThat(bulk(0, operations).isError(413).text("/detail")).contains("" + most);
    }

    @Test
    @DisplayName("RFC 7644 §3.7.4: a payload over maxPayloadSize is 413, naming the limit")
    void limitsThePayload() {
        int most = scim.get("/ServiceProviderConfig").number("/bulk/maxPayloadSize");
        scim.needs(scim.features().bulk() && most > 0 && most < 50_000_000, "a limit to reach");
        ObjectNode operation = create("a");
        operation.set("data", Json.user("a", "{'displayName': '" + "x".repeat(most) + "'}"));
        assertThat(bulk(0, operation).isError(413).text("/detail")).contains("" + most);
    }

    @Test
    @DisplayName("RFC 7644 §3.7: an unknown method or path fails that operation only")
    void refusesOtherOperations() {
        ScimAnswer answer =
                bulk(0, operation("GET", "/Users/x"), operation("DELETE", "/Moons/x"), create("a"));
        assertThat(answer.is(200).texts("/Operations", "status").getLast()).isEqualTo("201");
        assertThat(answer.texts("/Operations", "status").getFirst()).isIn("400", "405", "501");
    }

    @Test
    @DisplayName("RFC 7644 §3.7: a job without the BulkRequest schema is refused")
    void requiresTheSchema() {
        scim.needs(scim.features().bulk(), "bulk");
        scim.call("POST", "/Bulk")
                .body("{\"Operations\":[]}")
                .send()
                .isError(400, "invalidSyntax", "invalidValue");
    }

    private ScimAnswer bulk(int failOnErrors, ObjectNode... operations) {
        scim.needs(scim.features().bulk(), "bulk");
        ObjectNode request = Json.object("{'schemas': ['%s']}", Urns.BULK);
        if (failOnErrors > 0) {
            request.put("failOnErrors", failOnErrors);
        }
        ArrayNode list = request.putArray("Operations");
        java.util.Arrays.stream(operations).forEach(list::add);
        ScimAnswer answer = scim.call("POST", "/Bulk").body(request).send();
        if (answer.status() == 200) {
            answer.texts("/Operations", "location").stream()
                    .filter(location -> !location.isEmpty())
                    .forEach(location -> scim.remember(scim.pathOf(location)));
        }
        return answer;
    }

    private ObjectNode create(String bulkId) {
        ObjectNode operation = operation("POST", "/Users").put("bulkId", bulkId);
        operation.set("data", Json.user(scim.userName("bulk")));
        return operation;
    }

    private ObjectNode group(String bulkId, String member) {
        ObjectNode operation = operation("POST", "/Groups").put("bulkId", bulkId);
        operation.set("data", Json.group(scim.unique("bulk"), member));
        return operation;
    }

    private static ObjectNode operation(String method, String path) {
        return Json.object("{'method': '%s', 'path': '%s'}", method, path);
    }
}
