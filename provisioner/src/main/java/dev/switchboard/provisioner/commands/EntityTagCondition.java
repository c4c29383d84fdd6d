package dev.switchboard.provisioner.commands;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code If-Match} against a version (RFC 7644, section 3.14); weak tags compare like strong ones.
 */
final class EntityTagCondition {

    private static final Pattern TAG = Pattern.compile("\"([^\"]*)\"");

    private EntityTagCondition() {}

    /** Whether the header, if there is one, allows a change of this version. */
    static boolean allows(@Nullable String ifMatch, long version) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return true;
        }
        Matcher tags = TAG.matcher(ifMatch);
        String current = Long.toString(version);
        while (tags.find()) {
            if (current.equals(tags.group(1))) {
                return true;
            }
        }
        return false;
    }

    static String refusal(@Nullable String ifMatch, long version) {
        String named = String.valueOf(ifMatch).strip();
        return "The resource has changed: If-Match is %s, but its version is W/\"%d\". Read it again and repeat the change."
                .formatted(named.length() > 100 ? named.substring(0, 100) + "…" : named, version);
    }
}
