package dev.switchboard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /Me}: RFC 7644 §3.11. */
@Conformance
final class MeIT {

    private final Scim scim;

    MeIT(Scim scim) {
        this.scim = scim;
    }

    @ParameterizedTest(name = "RFC 7644 §3.11: {0} /Me is 501 where it is not supported")
    @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE", "POST"})
    void isServedOrNotImplemented(String method) {
        scim.needs(scim.call("GET", "/Me").send().status() != 200, "another /Me than none");
        scim.call(method, "/Me").body("{}").send().isError(501);
    }

    @org.junit.jupiter.api.Test
    @org.junit.jupiter.api.DisplayName("RFC 7644 §3.11: a served /Me says the permanent URI")
    void saysThePermanentUri() {
        ScimAnswer me = scim.get("/Me");
        scim.needs(me.status() == 200, "/Me");
        assertThat(me.text("/meta/location")).endsWith("/Users/" + me.id());
    }
}
