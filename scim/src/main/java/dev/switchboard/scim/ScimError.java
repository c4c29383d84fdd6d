package dev.switchboard.scim;

import org.jspecify.annotations.Nullable;

/** The errors that a SCIM service provider answers with (RFC 7644, section 3.12; RFC 9865, 2.1). */
public enum ScimError {
    /** The filter cannot be parsed or answered (section 3.4.2.2). */
    INVALID_FILTER(400, "invalidFilter"),
    /** A value that must be unique is taken (sections 3.3.1, 3.5.1, 3.5.2). */
    UNIQUENESS(409, "uniqueness"),
    /** The attribute may not be changed (sections 3.5.1, 3.5.2). */
    MUTABILITY(400, "mutability"),
    /** The body is not JSON or not of the request's schema (section 3.3 and others). */
    INVALID_SYNTAX(400, "invalidSyntax"),
    /** The PATCH path is malformed or names no attribute (section 3.5.2). */
    INVALID_PATH(400, "invalidPath"),
    /** The PATCH path matches nothing (section 3.5.2). */
    NO_TARGET(400, "noTarget"),
    /** A value is missing, of the wrong type or not allowed. */
    INVALID_VALUE(400, "invalidValue"),
    /** The protocol version is not supported (section 3.13). */
    INVALID_VERS(400, "invalidVers"),
    /** RFC 9865, section 2.1. */
    INVALID_CURSOR(400, "invalidCursor"),
    /** RFC 9865, section 2.1. */
    EXPIRED_CURSOR(400, "expiredCursor"),
    /** RFC 9865, section 2.1. */
    INVALID_COUNT(400, "invalidCount"),
    /** No or no valid token. */
    UNAUTHORIZED(401, null),
    /** The token or the company's plan does not allow it. */
    FORBIDDEN(403, null),
    /** No such resource or endpoint. */
    NOT_FOUND(404, null),
    /** The endpoint does not know the method. */
    METHOD_NOT_ALLOWED(405, null),
    /** {@code If-Match} does not name the current version (section 3.14). */
    PRECONDITION_FAILED(412, null),
    /** The body is over the limit. */
    PAYLOAD_TOO_LARGE(413, null),
    /** The body is neither application/scim+json nor application/json. */
    UNSUPPORTED_MEDIA_TYPE(415, null),
    /** Not decided yet, or too much at once: try again later. */
    TOO_MANY_REQUESTS(429, null),
    /** A fault of ours. */
    INTERNAL(500, null),
    /** A part of SCIM that is not supported. */
    NOT_IMPLEMENTED(501, null);

    private final int status;
    private final @Nullable String scimType;

    ScimError(int status, @Nullable String scimType) {
        this.status = status;
        this.scimType = scimType;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The keyword of RFC 7644's Table 9, or null where it has none. */
    public @Nullable String scimType() {
        return scimType;
    }
}
