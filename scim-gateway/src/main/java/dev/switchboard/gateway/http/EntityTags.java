package dev.switchboard.gateway.http;

import org.jspecify.annotations.Nullable;

/** Versions in headers (RFC 7644, section 3.14; RFC 9110, section 13.1). */
final class EntityTags {

    private EntityTags() {}

    /**
     * Whether a list of tags has this one, compared weakly, or is {@code *}.
     *
     * @param header e.g. {@code W/"3", "4"}, or null where there is none
     */
    static boolean matches(@Nullable String header, String tag) {
        if (header == null || tag.isEmpty()) {
            return false;
        }
        for (String each : header.split(",", -1)) {
            String candidate = each.strip();
            if (candidate.equals("*") || opaque(candidate).equals(opaque(tag))) {
                return true;
            }
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
