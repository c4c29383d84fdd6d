package dev.switchboard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Locale;

/** Bearer tokens: RFC 7644 §2, §3.12, RFC 6750. */
@Conformance
final class AuthenticationIT {

    private final Scim scim;

    AuthenticationIT(Scim scim) {
        this.scim = scim;
    }

    @Test
    @DisplayName("RFC 7644 §3.12: without a token it is 401 in the SCIM form")
    void refusesTheAnonymous() {
        with(null).isError(401);
    }

    @ParameterizedTest(name = "RFC 7644 §3.12: Authorization ''{0}'' is 401 in the SCIM form")
    @ValueSource(
            strings = {
                "Bearer wrong",
                "Bearer ",
                "Bearer",
                "Basic dXNlcjpwYXNz",
                "Bearer a b",
                "Digest x",
                "Bearer sbt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            })
    void refusesOthers(String authorization) {
        with(authorization).isError(401);
    }

    @Test
    @DisplayName("RFC 6750 §3: 401 carries WWW-Authenticate: Bearer")
    void saysTheScheme() {
        assertThat(with(null).is(401).header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    @DisplayName("RFC 6750 §3.1: a wrong token is error=\"invalid_token\"")
    void saysThatTheTokenIsWrong() {
        assertThat(with("Bearer wrong").is(401).header("WWW-Authenticate"))
                .contains("error=\"invalid_token\"");
    }

    @Test
    @DisplayName("RFC 9110 §11.1: the scheme is case insensitive")
    void takesTheSchemeInAnyCase() {
        with("bearer " + scim.server().token()).is(200);
        with("BEARER " + scim.server().token()).is(200);
    }

    @Test
    @DisplayName("RFC 6750 §2: a token is compared with regard to case")
    void comparesExactly() {
        String token = scim.server().token();
        String other = token.toUpperCase(Locale.ROOT);
        if (!other.equals(token)) {
            with("Bearer " + other).isError(401);
        }
    }

    @Test
    @DisplayName("RFC 7644 §7.4: a token in the query is not taken")
    void takesNoTokenInTheQuery() {
        scim.call("GET", Call.query("/Users", "access_token", scim.server().token()))
                .authorization(null)
                .send()
                .isError(401);
    }

    @ParameterizedTest(name = "RFC 7644 §2: {0} {1} without a token is 401 and does nothing")
    @CsvSource({
        "POST, /Users",
        "GET, /Users/x",
        "PUT, /Users/x",
        "PATCH, /Users/x",
        "DELETE, /Users/x",
        "GET, /Groups",
        "POST, /Bulk",
        "POST, /.search",
        "GET, /Me",
    })
    void protectsEveryEndpoint(String method, String path) {
        scim.call(method, path).authorization(null).body("{}").send().isError(401);
    }

    @Test
    @DisplayName("RFC 7644 §3.12: an unknown path is told only to those with a token")
    void protectsUnknownPaths() {
        ScimAnswer answer = scim.call("GET", "/Nothing").authorization(null).send();
        assertThat(answer.status()).isIn(401, 404);
        answer.isError(answer.status());
    }

    @Test
    @DisplayName("RFC 6750 §5.3: the 401 does not repeat the token")
    void doesNotRepeatTheToken() {
        assertThat(with("Bearer s3cret-t0ken").is(401).body()).doesNotContain("s3cret-t0ken");
    }

    private ScimAnswer with(@org.jspecify.annotations.Nullable String authorization) {
        return scim.call("GET", "/Users?startIndex=1&count=2").authorization(authorization).send();
    }
}
