package dev.switchboard.gateway.http;

import dev.switchboard.gateway.GatewayProperties;
import dev.switchboard.gateway.auth.Caller;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import java.io.IOException;
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
    private final @Nullable String baseUrl;

    RequestFilter(Problems problems, RequestMetrics metrics, GatewayProperties properties) {
        this.problems = problems;
        this.metrics = metrics;
        this.baseUrl = properties.baseUrl();
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ScimRequest scim = new ScimRequest(request, baseUrl);
        response.setHeader(RequestIds.HEADER, scim.id());
        RequestMetrics.Sample sample = metrics.start();
        MDC.put("requestId", scim.id());
        try {
            chain.doFilter(TidyPath.of(request), response);
        } catch (IOException e) {
            // The client is gone: there is nobody to answer.
            throw e;
        } catch (ServletException | RuntimeException e) {
            if (!response.isCommitted()) {
                Exception cause =
                        e instanceof ServletException && e.getCause() instanceof Exception inner
                                ? inner
                                : e;
                Problems.write(problems.of(cause, scim.id()), scim.mediaType(), response);
            }
        } finally {
            Operation operation = Operation.of(request);
            long nanos = sample.stop(operation, response.getStatus());
            logAnswer(operation, response.getStatus(), nanos, scim.callerIfKnown());
            MDC.remove("requestId");
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
