package dev.switchboard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;

/**
 * What the server said.
 *
 * @param request the method and path asked, for the failure messages
 */
record ScimAnswer(String request, int status, HttpHeaders headers, String body) {

    private static final List<String> SCIM_TYPES =
            List.of(
                    "invalidFilter",
                    "tooMany",
                    "uniqueness",
                    "mutability",
                    "invalidSyntax",
                    "invalidPath",
                    "noTarget",
                    "invalidValue",
                    "invalidVers",
                    "sensitive",
                    "invalidCursor",
                    "expiredCursor",
                    "invalidCount");

    /** Asserts that the status is one of these. */
    ScimAnswer is(Integer... statuses) {
        assertThat(status).as("status of %s", this).isIn((Object[]) statuses);
        return this;
    }

    /** Asserts an error of that status in the form of RFC 7644 §3.12. */
    ScimAnswer isError(int expected) {
        is(expected);
        assertThat(header("Content-Type")).as("type of %s", this).contains("json");
        assertThat(texts("/schemas")).as("schemas of %s", this).containsExactly(Urns.ERROR);
        assertThat(at("/status").isString()).as("status is a string in %s", this).isTrue();
        assertThat(text("/status")).as("status in %s", this).isEqualTo("" + expected);
        assertThat(text("/detail")).as("detail of %s", this).isNotBlank();
        if (!at("/scimType").isMissingNode()) {
            assertThat(SCIM_TYPES).as("scimType of %s", this).contains(text("/scimType"));
        }
        return this;
    }

    /** Asserts an error of that status with one of these keywords of RFC 7644 Table 9. */
    ScimAnswer isError(int expected, String... scimTypes) {
        isError(expected);
        assertThat(text("/scimType")).as("scimType of %s", this).isIn((Object[]) scimTypes);
        return this;
    }

    /** Asserts that the request was refused by an error in the SCIM form, 400 to 499. */
    ScimAnswer isRefused() {
        assertThat(status).as("status of %s", this).isBetween(400, 499);
        return isError(status);
    }

    /** Asserts a 200 with a ListResponse whose totalResults is a number. */
    ScimAnswer isList() {
        is(200);
        assertThat(texts("/schemas")).as("schemas of %s", this).containsExactly(Urns.LIST);
        assertThat(at("/totalResults").isIntegralNumber())
                .as("totalResults is a number in %s", this)
                .isTrue();
        return this;
    }

    JsonNode json() {
        try {
            return Json.strict(body);
        } catch (JacksonException e) {
            throw new AssertionError("not JSON: " + this, e);
        }
    }

    /** What the JSON pointer points to; a missing node if nothing. */
    JsonNode at(String pointer) {
        return json().at(pointer);
    }

    /** The string there; empty if none. */
    String text(String pointer) {
        return at(pointer).asString("");
    }

    List<String> texts(String pointer) {
        return Json.texts(at(pointer));
    }

    /** The member of that name of each value of the array. */
    List<String> texts(String pointer, String member) {
        return Json.texts(at(pointer), member);
    }

    /** The member of that name of each resource of a list. */
    List<String> found(String member) {
        return texts("/Resources", member);
    }

    int number(String pointer) {
        return at(pointer).asInt(Integer.MIN_VALUE);
    }

    boolean has(String pointer) {
        JsonNode node = at(pointer);
        return !node.isMissingNode() && !node.isNull() && !(node.isContainer() && node.isEmpty());
    }

    String id() {
        assertThat(text("/id")).as("id in %s", this).isNotEmpty();
        return text("/id");
    }

    /** The version that If-Match takes: from the ETag header. */
    String version() {
        assertThat(header("ETag")).as("ETag of %s", this).isNotEmpty();
        return header("ETag");
    }

    /** The first value of the header; empty if none. */
    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s -> %d %s", request, status, body);
    }
}
