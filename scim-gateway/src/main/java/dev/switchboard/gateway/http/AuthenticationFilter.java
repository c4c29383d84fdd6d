package dev.switchboard.gateway.http;

import dev.switchboard.gateway.auth.Authentication;
import dev.switchboard.gateway.auth.Authentication.Reason;
import dev.switchboard.gateway.auth.Caller;
import dev.switchboard.gateway.auth.Tokens;
import dev.switchboard.gateway.limits.CompanyLimits;
import dev.switchboard.gateway.limits.CompanyLimits.Admission;
import dev.switchboard.scim.ScimError;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/**
 * Lets nobody near SCIM without a token. Only the service provider configuration may be read
 * without one, because it tells how to authenticate (RFC 7643, section 5). A store that cannot be
 * asked is not the client's fault and no reason for 401.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class AuthenticationFilter extends HttpFilter {

    private static final String RETRY_AFTER_SECONDS = "10";
    private static final String OPEN = ScimRequest.ROOT + "/ServiceProviderConfig";

    private static final String CHALLENGE = "Bearer realm=\"scim\"";
    private static final String INVALID_TOKEN = CHALLENGE + ", error=\"invalid_token\"";

    private final Tokens tokens;
    private final CompanyLimits limits;
    private final Problems problems;
    private final MeterRegistry meters;

    AuthenticationFilter(
            Tokens tokens, CompanyLimits limits, Problems problems, MeterRegistry meters) {
        this.tokens = tokens;
        this.limits = limits;
        this.problems = problems;
        this.meters = meters;
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ScimRequest scim = ScimRequest.of(request);
        String path = request.getRequestURI();
        if (!path.equals(ScimRequest.ROOT) && !path.startsWith(ScimRequest.ROOT + "/")) {
            // Nothing is there; the dispatcher says so.
            chain.doFilter(request, response);
            return;
        }
        switch (tokens.authenticate(request.getHeader("Authorization"), request.getRemoteAddr())) {
            case Authentication.Accepted accepted -> {
                scim.authenticated(accepted.caller());
                chain.doFilter(request, response);
            }
            case Authentication.NotInPlan company ->
                    refuse("not_in_plan", notInPlan(), company.caller(), scim, response);
            case Authentication.Expired company ->
                    refuse("expired", expired(), company.caller(), scim, response);
            case Authentication.Refused refused -> {
                if (refused.reason() == Reason.MISSING && path.equals(OPEN)) {
                    chain.doFilter(request, response);
                } else {
                    refuse(
                            refused.reason().name().toLowerCase(Locale.ROOT),
                            unauthorized(refused.reason()),
                            scim,
                            response);
                }
            }
        }
    }

    /** Refuses a company's client, which has a share of the gateway and of the log as any other. */
    private void refuse(
            String reason,
            Problem problem,
            Caller caller,
            ScimRequest scim,
            HttpServletResponse response)
            throws IOException {
        scim.authenticated(caller);
        switch (limits.admit(caller.companyId(), false)) {
            case Admission.Admitted admitted -> {
                try (admitted) {
                    refuse(reason, problem, scim, response);
                }
            }
            case Admission.TooMuch tooMuch ->
                    answer(problems.tooMuch(tooMuch, scim.id()), scim, response);
        }
    }

    private void refuse(
            String reason, Problem problem, ScimRequest scim, HttpServletResponse response)
            throws IOException {
        Counter.builder("switchboard.gateway.authentications.refused")
                .description("Requests that were not let in, by reason")
                .tag("reason", reason)
                .register(meters)
                .increment();
        answer(problem, scim, response);
    }

    private static void answer(Problem problem, ScimRequest scim, HttpServletResponse response)
            throws IOException {
        scim.answeredWith(problem);
        Problems.write(problem, scim.mediaType(), response);
    }

    private static Problem notInPlan() {
        return Problem.of(
                ScimError.FORBIDDEN,
                "SCIM provisioning is not part of this company's plan: nothing was read or changed,"
                        + " and its users stay as they are. Change the plan, then retry the task.");
    }

    /** RFC 6750, section 3: the error code only where a token was sent. */
    private static Problem unauthorized(Reason reason) {
        if (reason == Reason.THROTTLED) {
            return Problem.of(
                    ScimError.TOO_MANY_REQUESTS,
                    "Too many requests with wrong API tokens came from this address. Wait, then try"
                            + " again with a current token.",
                    Map.of("Retry-After", RETRY_AFTER_SECONDS));
        }
        String detail =
                switch (reason) {
                    case THROTTLED -> throw new IllegalStateException("Is answered above");
                    case MISSING ->
                            "The request has no API token. Send the header 'Authorization: Bearer"
                                    + " <token>'.";
                    case INVALID ->
                            "The API token is not valid: it is mistyped, or was revoked. Enter a"
                                    + " current one in the provisioning settings.";
                };
        return unauthorized(detail, reason == Reason.MISSING ? CHALLENGE : INVALID_TOKEN);
    }

    private static Problem expired() {
        return unauthorized(
                "The API token has expired. Make a new one and enter it in the provisioning"
                        + " settings.",
                INVALID_TOKEN);
    }

    private static Problem unauthorized(String detail, String challenge) {
        return Problem.of(ScimError.UNAUTHORIZED, detail, Map.of("WWW-Authenticate", challenge));
    }
}
