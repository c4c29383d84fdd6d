package dev.switchboard.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.gateway.auth.Caller;
import dev.switchboard.gateway.requestlog.RequestLog;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.RequestsAnswered.Answered;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes each answer into the request log of the company whose token it came with, expired or not.
 * Without a token that is known there is no company, and so no entry: the service's own log and the
 * metrics count those.
 */
@Component
final class AnsweredRequests {

    private static final int LONGEST_PATH = 256;
    private static final int LONGEST_DETAIL = 1000;
    private static final int LONGEST_AGENT = 200;

    private static final Pattern RESOURCE =
            Pattern.compile(ScimRequest.ROOT + "/(?:Users|Groups)/([0-9A-Fa-f-]{36})");

    private final RequestLog requestLog;
    private final Clock clock;

    AnsweredRequests(RequestLog requestLog, Clock clock) {
        this.requestLog = requestLog;
        this.clock = clock;
    }

    void add(
            HttpServletRequest http,
            ScimRequest request,
            Operation operation,
            int status,
            long nanos) {
        Caller caller = request.callerIfKnown();
        if (caller == null || !requestLog.isEnabled()) {
            return;
        }
        Problem problem = request.problem();
        requestLog.add(
                caller.companyId(),
                new Answered(
                        MessageIds.next(),
                        request.id(),
                        clock.instant(),
                        TimeUnit.NANOSECONDS.toMicros(nanos),
                        http.getMethod(),
                        shortened(http.getRequestURI(), LONGEST_PATH),
                        QueryShape.of(http.getQueryString()),
                        operation.name().toLowerCase(Locale.ROOT),
                        status,
                        problem == null || problem.scimType().isEmpty() ? null : problem.scimType(),
                        problem == null ? null : shortened(problem.detail(), LONGEST_DETAIL),
                        resourceId(http, request),
                        caller.tokenId(),
                        shortenedOrNull(http.getHeader("User-Agent"), LONGEST_AGENT)));
    }

    private static @Nullable UUID resourceId(HttpServletRequest http, ScimRequest request) {
        if (request.resourceId() != null) {
            return request.resourceId();
        }
        Matcher matcher = RESOURCE.matcher(TidyPath.tidy(http.getRequestURI()));
        try {
            return matcher.matches() ? UUID.fromString(matcher.group(1)) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String shortenedOrNull(@Nullable String text, int longest) {
        return text == null ? null : shortened(text, longest);
    }

    /** Without what PostgreSQL cannot store, and half a surrogate pair as {@code ?}. */
    static String shortened(String text, int longest) {
        String storable = text.indexOf('\0') < 0 ? text : text.replace("\0", "");
        String cut =
                storable.length() <= longest
                        ? storable
                        : storable.substring(0, endOfCharacter(storable, longest - 1)) + "…";
        return new String(cut.getBytes(UTF_8), UTF_8);
    }

    private static int endOfCharacter(String text, int end) {
        return Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end)) ? end - 1 : end;
    }
}
