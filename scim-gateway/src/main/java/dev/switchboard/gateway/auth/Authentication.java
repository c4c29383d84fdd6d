package dev.switchboard.gateway.auth;

/** What the {@code Authorization} header came to. */
public sealed interface Authentication {

    /** The token is valid. */
    record Accepted(Caller caller) implements Authentication {}

    /** There is none, or it is not valid. */
    record Refused(Reason reason) implements Authentication {}

    /** Why a request is refused. */
    enum Reason {
        /** No credentials were sent. */
        MISSING,
        /** The token is not known, revoked, or no token at all. */
        INVALID,
        /** The token was valid once. */
        EXPIRED
    }
}
