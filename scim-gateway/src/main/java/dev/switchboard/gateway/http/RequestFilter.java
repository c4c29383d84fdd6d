package dev.switchboard.gateway.http;

import dev.switchboard.gateway.GatewayProperties;
import dev.switchboard.gateway.auth.Caller;
import dev.switchboard.pipeline.trace.Traces;

import io.opentelemetry.api.trace.SpanKind;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The first to see a request and the last to see its answer: gives it an id, tidies its path,
 * answers what nobody else has answered, measures it, and logs one line: never the query, a body or
 * a token.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class RequestFilter extends HttpFilter {

    private static final Logger log = LoggerFactory.getLogger(RequestFilter.class);

    private final Problems problems;
    private final RequestMetrics metrics;
    private final AnsweredRequests answered;
    private final Traces traces;
    private final @Nullable String baseUrl;

    RequestFilter(
            Problems problems,
            RequestMetrics metrics,
            AnsweredRequests answered,
            Traces traces,
            GatewayProperties properties) {
        this.problems = problems;
        this.metrics = metrics;
        this.answered = answered;
        this.traces = traces;
        this.baseUrl = properties.baseUrl();
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Traces.Started span =
                traces.start(
                        "SCIM " + request.getMethod(),
                        SpanKind.SERVER,
                        RequestIds.validTraceparent(request.getHeader("traceparent")));
        ScimRequest scim =
                new ScimRequest(request, baseUrl, RequestIds.traceparentOf(span.traceparent()));
        response.setHeader(RequestIds.HEADER, scim.id());
        addSecurityHeaders(request, response);
        RequestMetrics.Sample sample = metrics.start();
        MDC.put("requestId", scim.id());
        MDC.put("traceId", RequestIds.traceIdOf(scim.traceparent()));
        try {
            chain.doFilter(TidyPath.of(request), response);
            if (scim.isCutOff()) {
                throw new CloseNowException("The answer broke off");
            }
        } catch (IOException e) {
            // The client is gone, or is to see that this is not all: there is nothing to answer.
            throw e;
        } catch (ServletException | RuntimeException e) {
            if (response.isCommitted()) {
                throw new CloseNowException("The answer broke off");
            } else {
                Exception cause =
                        e instanceof ServletException && e.getCause() instanceof Exception inner
                                ? inner
                                : e;
                Problem problem = problems.of(cause, scim.id());
                scim.answeredWith(problem);
                Problems.write(problem, scim.mediaType(), response);
            }
        } finally {
            scim.answered();
            Operation operation = Operation.of(request);
            int status = scim.status(response);
            long nanos = sample.stop(operation, status);
            logAnswer(operation, status, nanos, scim.callerIfKnown());
            addToRequestLog(request, scim, operation, status, nanos);
            end(span, scim, operation, status);
            MDC.remove("requestId");
            MDC.remove("traceId");
        }
    }

    /** The answer is given: whatever fails here must not take its place. */
    private void addToRequestLog(
            HttpServletRequest request,
            ScimRequest scim,
            Operation operation,
            int status,
            long nanos) {
        try {
            answered.add(request, scim, operation, status, nanos);
        } catch (RuntimeException | StackOverflowError e) {
            // Without its message, which may hold what the client wrote.
            log.error(
                    "The company's request log lacks this request: {} at {}",
                    e.getClass().getName(),
                    e.getStackTrace().length == 0 ? "-" : e.getStackTrace()[0]);
        }
    }

    private static void end(
            Traces.Started span, ScimRequest scim, Operation operation, int status) {
        span.with("switchboard.request.id", scim.id())
                .with("switchboard.operation", operation.name().toLowerCase(Locale.ROOT))
                .with("http.response.status_code", status);
        if (status >= 500) {
            span.failed(String.valueOf(status));
        }
        span.end();
    }

    /**
     * Answers hold personal data: nobody may keep, sniff or frame them. What TLS is ended before us
     * is seen by X-Forwarded-Proto of a proxy that is believed (server.forward-headers-strategy).
     */
    private static void addSecurityHeaders(
            HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("Referrer-Policy", "no-referrer");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }

    private static void logAnswer(
            Operation operation, int status, long nanos, @Nullable Caller caller) {
        if (log.isInfoEnabled()) {
            log.info(
                    "{} answered {} in {} ms (company {}, token {})",
                    operation,
                    status,
                    TimeUnit.NANOSECONDS.toMillis(nanos),
                    caller == null ? "-" : caller.companyId(),
                    caller == null ? "-" : caller.tokenId());
        }
    }
}
