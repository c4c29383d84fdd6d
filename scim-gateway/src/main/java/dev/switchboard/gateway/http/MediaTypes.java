package dev.switchboard.gateway.http;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.Shown;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

import java.nio.charset.StandardCharsets;

/**
 * The media types of SCIM (RFC 7644, section 3.1). What comes in must be one of them; what goes out
 * never fails for its type: a client that accepts neither gets SCIM all the same, because an error
 * that it cannot read helps nobody.
 */
final class MediaTypes {

    /** The answer's type unless only {@link #JSON} is accepted. */
    static final String SCIM = "application/scim+json;charset=utf-8";

    /** For clients that accept JSON and do not know SCIM's own type. */
    static final String JSON = "application/json";

    private MediaTypes() {}

    /** The type to answer with. */
    static String forAnswer(@Nullable String accept) {
        if (accept == null || !accept.contains(JSON)) {
            return SCIM;
        }
        boolean scimToo = accept.contains("application/scim+json") || accept.contains("*/*");
        return scimToo || accept.contains("application/*") ? SCIM : JSON;
    }

    /**
     * Checks what a request says of its body. No type at all is taken for SCIM.
     *
     * @throws ScimException 415
     */
    static void check(@Nullable String contentType, @Nullable String contentEncoding) {
        if (contentEncoding != null && !contentEncoding.equalsIgnoreCase("identity")) {
            throw unsupported("Content-Encoding is '%s'".formatted(Shown.of(contentEncoding)));
        }
        if (contentType == null || contentType.isBlank()) {
            return;
        }
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            boolean json =
                    type.getType().equals("application")
                            && (type.getSubtype().equals("scim+json")
                                    || type.getSubtype().equals("json"));
            boolean utf8 =
                    type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8);
            if (json && utf8) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // Answered like any other type that is not ours.
        }
        throw unsupported("Content-Type is '%s'".formatted(Shown.of(contentType)));
    }

    private static ScimException unsupported(String what) {
        return new ScimException(
                ScimError.UNSUPPORTED_MEDIA_TYPE,
                what
                        + ", but this service reads application/scim+json and application/json"
                        + " in UTF-8, not compressed.");
    }
}
