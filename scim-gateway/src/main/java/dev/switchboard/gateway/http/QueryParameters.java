package dev.switchboard.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.HashMap;
import java.util.Map;

/**
 * The parameters of a query string, decoded as forms are: {@code +} and {@code %20} are spaces,
 * {@code %2B} is a plus. Unlike the container's own reading it refuses what is malformed instead of
 * dropping it.
 */
final class QueryParameters {

    private final Map<String, String> values;

    private QueryParameters(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads a query string; a parameter that is given several times has its values joined by commas
     * where that means a list, and is refused otherwise.
     *
     * @throws ScimException {@code invalidValue} where a percent escape or the UTF-8 is malformed
     */
    static QueryParameters parse(@Nullable String query) {
        Map<String, String> values = new HashMap<>();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                if (!name.isEmpty()) {
                    String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                    values.merge(name, value, (first, second) -> join(name, first, second));
                }
            }
        }
        return new QueryParameters(values);
    }

    /** The value, or null where the parameter is missing. */
    @Nullable String get(String name) {
        return values.get(name);
    }

    private static String join(String name, String first, String second) {
        if (name.equals("attributes") || name.equals("excludedAttributes")) {
            return first + "," + second;
        }
        if (first.equals(second)) {
            return first;
        }
        throw new ScimException(
                ScimError.INVALID_VALUE,
                "The query parameter '%s' is given twice with different values. Give it once."
                        .formatted(name));
    }

    private static String decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] raw = text.getBytes(UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '+') {
                bytes.write(' ');
            } else if (raw[i] == '%') {
                int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
                int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw malformed();
                }
                bytes.write((high << 4) | low);
                i += 2;
            } else {
                bytes.write(raw[i]);
            }
        }
        try {
            String decoded =
                    UTF_8.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes.toByteArray()))
                            .toString();
            if (decoded.indexOf('\0') < 0) {
                return decoded;
            }
        } catch (CharacterCodingException e) {
            // Answered like any other malformed parameter.
        }
        throw malformed();
    }

    private static ScimException malformed() {
        return new ScimException(
                ScimError.INVALID_VALUE,
                "The query string has a percent escape that is incomplete, not UTF-8, or %00.");
    }
}
