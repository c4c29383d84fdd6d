package dev.switchboard.pipeline.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.DisconnectedClientHelper;

import java.io.IOException;

/** Lets nobody in without the admin token, whatever the path, and notes what the others do. */
final class AdminTokenFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final AdminToken token;
    private final Counter missing;
    private final Counter wrong;

    AdminTokenFilter(AdminToken token, MeterRegistry meters) {
        this.token = token;
        this.missing = refused("missing", meters);
        this.wrong = refused("invalid", meters);
    }

    private static Counter refused(String reason, MeterRegistry meters) {
        return Counter.builder("switchboard.admin.requests.refused")
                .description("Requests to the admin API without its token, by reason")
                .tag("reason", reason)
                .register(meters);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = bearer(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (given != null && token.matches(given)) {
            let(request, response, chain);
            return;
        }
        (given == null ? missing : wrong).increment();
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                given == null
                        ? "Bearer realm=\"admin\""
                        : "Bearer realm=\"admin\", error=\"invalid_token\"");
        response.setCharacterEncoding(UTF_8);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getWriter()
                .write(
                        """
                        {"title":"Unauthorized","status":401,"detail":"The admin API wants 'Authorization: Bearer' with the admin token."}""");
    }

    private static void let(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String end = "answered 500";
        try {
            chain.doFilter(request, response);
            end = "answered " + response.getStatus();
        } catch (IOException | ServletException | RuntimeException e) {
            // What was asked for may have been done, and its answer be under way.
            if (response.isCommitted()
                    || DisconnectedClientHelper.isClientDisconnectedException(e)) {
                end = "was broken off";
            }
            throw e;
        } finally {
            AdminActions.log(request, end);
        }
    }

    /** The token; the scheme's case does not matter (RFC 9110, section 11.1). */
    private static @Nullable String bearer(@Nullable String header) {
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : null;
    }
}
