package dev.switchboard.gateway.http;

import dev.switchboard.messages.MessageIds;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/** Ids by which a request is followed through the pipeline. */
final class RequestIds {

    /** On every answer; taken from the request where a proxy has set a fitting one. */
    static final String HEADER = "X-Request-Id";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{7,63}");

    /** Version 00 of W3C Trace Context, whose ids must not be all zeros. */
    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private static final String NOT_SAMPLED = "00";

    private RequestIds() {}

    /** The id that came with the request, or a new one. */
    static String idOf(@Nullable String header) {
        return header != null && ID.matcher(header).matches() ? header : newId();
    }

    /** A new id. */
    static String newId() {
        return MessageIds.next().toString();
    }

    /** The trace context that came with the request, or null where none came that fits. */
    static @Nullable String validTraceparent(@Nullable String header) {
        return header != null && TRACEPARENT.matcher(header).matches() ? header : null;
    }

    /** The id by which a trace is found, of its context. */
    static String traceIdOf(String traceparent) {
        return traceparent.substring(3, 35);
    }

    /** The trace context that came with the request, or a new one. */
    static String traceparentOf(@Nullable String header) {
        String given = validTraceparent(header);
        if (given != null) {
            return given;
        }
        String trace = newId().replace("-", "");
        String span = newId().replace("-", "").substring(16);
        return "00-" + trace + "-" + span + "-" + NOT_SAMPLED;
    }
}
