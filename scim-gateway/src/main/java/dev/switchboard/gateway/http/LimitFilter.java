package dev.switchboard.gateway.http;

import dev.switchboard.gateway.auth.Caller;
import dev.switchboard.gateway.limits.CompanyLimits;
import dev.switchboard.gateway.limits.CompanyLimits.Admission;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import java.io.IOException;

/**
 * Answers 429 with {@code Retry-After} where a company asks more than its share: Okta pauses the
 * task and tries again by itself.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
final class LimitFilter extends HttpFilter {

    private final CompanyLimits limits;
    private final Problems problems;

    LimitFilter(CompanyLimits limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ScimRequest scim = ScimRequest.of(request);
        Caller caller = scim.callerIfKnown();
        if (caller == null) {
            chain.doFilter(request, response);
            return;
        }
        switch (admission(caller, request)) {
            case Admission.Admitted admitted -> {
                try (admitted) {
                    chain.doFilter(request, response);
                }
            }
            case Admission.TooMuch tooMuch -> {
                Problem problem = problems.tooMuch(tooMuch, scim.id());
                scim.answeredWith(problem);
                Problems.write(problem, scim.mediaType(), response);
            }
        }
    }

    private Admission admission(Caller caller, HttpServletRequest request) {
        return request.getRequestURI().endsWith(Paths.BULK)
                ? limits.admitBulk(caller.companyId())
                : limits.admit(caller.companyId(), isWrite(request));
    }

    private static boolean isWrite(HttpServletRequest request) {
        return switch (request.getMethod()) {
            case "POST" -> !request.getRequestURI().endsWith("/.search");
            case "PUT", "PATCH", "DELETE" -> true;
            default -> false;
        };
    }
}
