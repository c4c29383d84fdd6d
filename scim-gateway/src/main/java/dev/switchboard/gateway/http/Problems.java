package dev.switchboard.gateway.http;

import dev.switchboard.gateway.GatewayProperties;
import dev.switchboard.gateway.limits.CompanyLimits.Admission.TooMuch;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.Shown;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** From what went wrong to the SCIM error that says so. */
@Component
final class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    private final String retryAfter;

    Problems(GatewayProperties properties) {
        this.retryAfter = String.valueOf(properties.retryAfter().toSeconds());
    }

    /**
     * The problem that a failed request is answered with; a fault of ours is logged here, without
     * its message, which may hold personal data.
     */
    Problem of(Exception failure, String requestId) {
        return switch (failure) {
            case ScimException e -> Problem.of(e.error(), e.detail());
            case TooMuchException e -> tooMuch(e.tooMuch(), requestId);
            case HttpRequestMethodNotSupportedException e ->
                    methodNotAllowed(e.getMethod(), e.getSupportedHttpMethods());
            case NoHandlerFoundException e -> notFound(e.getRequestURL());
            case NoResourceFoundException e -> notFound("/" + e.getResourcePath());
            case DataAccessException e -> ofStore(e, requestId);
            case ErrorResponse e ->
                    new Problem(
                            e.getStatusCode().value(),
                            "",
                            "The request cannot be answered as it is (status %d): check its path, method and headers. Request id: %s"
                                    .formatted(e.getStatusCode().value(), requestId),
                            Map.of());
            default -> internal(failure, requestId);
        };
    }

    /** 429, the one failure that Okta tries again by itself; {@code sentence} says why. */
    Problem tryAgain(String sentence, String requestId) {
        return tryAgain(sentence, retryAfter, requestId);
    }

    /**
     * The same where it is known when.
     *
     * @param seconds 0 where it is not
     */
    Problem tryAgain(String sentence, int seconds, String requestId) {
        return tryAgain(sentence, seconds == 0 ? retryAfter : String.valueOf(seconds), requestId);
    }

    /** 429 for what a company may not ask for now. */
    Problem tooMuch(TooMuch tooMuch, String requestId) {
        String sentence =
                switch (tooMuch.limit()) {
                    case RATE ->
                            "Your company sends more requests a second than it may. Nothing was done.";
                    case WRITES_IN_FLIGHT ->
                            "As many changes of your company are under way as may be at once. Nothing was done.";
                    case READS_IN_FLIGHT ->
                            "As many reads of your company are under way as may be at once.";
                    case LARGE_BODIES ->
                            "As many large requests are under way as this service can hold at once. Nothing was done.";
                };
        return tryAgain(sentence, tooMuch.retryAfterSeconds(), requestId);
    }

    private static Problem tryAgain(String sentence, String retryAfter, String requestId) {
        return Problem.of(
                ScimError.TOO_MANY_REQUESTS,
                "%s Try again in %s seconds. Request id: %s"
                        .formatted(sentence, retryAfter, requestId),
                Map.of("Retry-After", retryAfter));
    }

    /** What {@code Retry-After} says, in seconds. */
    String retryAfter() {
        return retryAfter;
    }

    /** Writes a problem where no controller is in charge. */
    static void write(Problem problem, String mediaType, HttpServletResponse response)
            throws IOException {
        byte[] body = problem.body();
        response.setStatus(problem.status());
        problem.headers().forEach(response::setHeader);
        response.setContentType(mediaType);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    static Problem methodNotAllowed(String method, @Nullable Set<HttpMethod> supported) {
        Set<String> allowed = new TreeSet<>();
        if (supported != null) {
            supported.forEach(each -> allowed.add(each.name()));
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        allowed.add("OPTIONS");
        String list = String.join(", ", allowed);
        return Problem.of(
                ScimError.METHOD_NOT_ALLOWED,
                "This endpoint does not know the method '%s', it knows %s."
                        .formatted(Shown.of(method), list),
                Map.of("Allow", list));
    }

    private static Problem notFound(String path) {
        if (path.matches("/scim/v\\d+(/.*)?") && !path.startsWith(ScimRequest.ROOT)) {
            return Problem.of(
                    ScimError.INVALID_VERS,
                    "This service speaks version 2 of SCIM only: use " + ScimRequest.ROOT + ".");
        }
        return Problem.of(
                ScimError.NOT_FOUND,
                "There is no endpoint '%s'. The SCIM base path is %s, its endpoints are listed by /ResourceTypes."
                        .formatted(Shown.of(path), ScimRequest.ROOT));
    }

    private Problem ofStore(DataAccessException failure, String requestId) {
        String state = sqlStateOf(failure);
        if (state.startsWith("22")) {
            return Problem.of(
                    ScimError.INVALID_FILTER,
                    "The filter has a value that the store cannot compare with: check its dates and numbers.");
        }
        if (failure instanceof QueryTimeoutException || state.equals("57014")) {
            log.warn("Request {}: the store did not answer in time", requestId);
            return tryAgain("The search took too long and was stopped.", requestId);
        }
        if (failure instanceof TransientDataAccessException || isPassing(failure, state)) {
            log.warn("Request {}: the store cannot be asked (SQL state '{}')", requestId, state);
            return tryAgain("The store cannot be reached at the moment.", requestId);
        }
        return internal(failure, requestId);
    }

    /** Connection lost, resources short, shut down, rolled back: gone in a moment. */
    private static boolean isPassing(DataAccessException failure, String state) {
        return failure instanceof DataAccessResourceFailureException
                || failure.getMostSpecificCause() instanceof SQLTransientException
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.startsWith("40")
                || state.startsWith("25006");
    }

    private static String sqlStateOf(DataAccessException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    private static Problem internal(Exception failure, String requestId) {
        log.error("Request {} failed", requestId, new Unquoted(failure));
        return Problem.of(
                ScimError.INTERNAL,
                "The service failed on this request; it is not the request's fault. Give the"
                        + " operator the request id: "
                        + requestId);
    }

    /** A failure's types and stack traces, without its messages: they may quote personal data. */
    private static final class Unquoted extends Exception {

        Unquoted(Throwable failure) {
            super(
                    failure.getClass().getName(),
                    failure.getCause() == null ? null : new Unquoted(failure.getCause()));
            setStackTrace(failure.getStackTrace());
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
