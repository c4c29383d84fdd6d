package dev.switchboard.gateway.auth;

/** What the {@code Authorization} header came to. */
public sealed interface Authentication {

    /** The token is valid. */
    record Accepted(Caller caller) implements Authentication {}

    /** The token is valid, but the plan of its company does not include SCIM provisioning. */
    record NotInPlan(Caller caller) implements Authentication {}

    /** The token was valid once: whose it is, the company's admin is to see. */
    record Expired(Caller caller) implements Authentication {}

    /** There is none, or it is not known. */
    record Refused(Reason reason) implements Authentication {}

    /** Why a request is refused. */
    enum Reason {
        /** No credentials were sent. */
        MISSING,
        /** The token is not known, revoked, or no token at all. */
        INVALID,
        /** Too many wrong tokens came from the same address; this one was not looked at. */
        THROTTLED
    }
}
