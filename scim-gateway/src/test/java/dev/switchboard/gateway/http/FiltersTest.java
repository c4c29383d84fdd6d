package dev.switchboard.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.GatewayProperties;
import dev.switchboard.gateway.MutableClock;
import dev.switchboard.gateway.auth.Caller;
import dev.switchboard.gateway.auth.TokensFixture;
import dev.switchboard.gateway.limits.LimitsFixture;
import dev.switchboard.gateway.requestlog.RequestLogFixture;
import dev.switchboard.pipeline.trace.Traces;
import dev.switchboard.userstore.ApiTokens.ApiToken;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The door's filters without a container. */
final class FiltersTest {

    private static final UUID COMPANY = new UUID(0, 1);

    private final MockHttpServletRequest request =
            new MockHttpServletRequest("GET", "/scim/v2/Users");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void answersTheSameWhereTheRequestLogFails() throws Exception {
        GatewayProperties properties = properties();
        var filter =
                new RequestFilter(
                        new Problems(properties),
                        new RequestMetrics(new SimpleMeterRegistry()),
                        new AnsweredRequests(RequestLogFixture.notStarted(), new BrokenClock()),
                        new Traces(OpenTelemetry.noop()),
                        properties);

        filter.doFilter(
                request,
                response,
                (http, answer) -> {
                    ScimRequest.of(http).authenticated(new Caller(COMPANY, new UUID(0, 2), false));
                    ((MockHttpServletResponse) answer).setStatus(429);
                });

        assertThat(response.getStatus()).isEqualTo(429);
        assertThat(MDC.get("requestId")).isNull();
    }

    @Test
    void tellsTheRequestLogThatTheCompanyMayNotProvision() throws Exception {
        var filter = authentication(token(Instant.MAX, false), 2);
        request.addHeader("Authorization", "Bearer known");
        ScimRequest scim = new ScimRequest(request, null, "");

        filter.doFilter(request, response, (http, answer) -> {});

        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(scim.problem())
                .extracting(Problem::detail)
                .asString()
                .contains("not part of this company's plan");
    }

    @ParameterizedTest
    @CsvSource({"2020-01-01T00:00:00Z, true, 401", "2100-01-01T00:00:00Z, false, 403"})
    void refusesNoMoreThanACompanysShareOfRequests(Instant expiresAt, boolean planned, int status)
            throws Exception {
        var filter = authentication(token(expiresAt, planned), 2);
        request.addHeader("Authorization", "Bearer known");
        ScimRequest scim = new ScimRequest(request, null, "");
        List<Integer> statuses = new ArrayList<>();
        var last = new MockHttpServletResponse();
        for (int i = 0; i < 3; i++) {
            last = new MockHttpServletResponse();
            filter.doFilter(request, last, (http, answer) -> {});
            statuses.add(last.getStatus());
        }

        assertThat(statuses).containsExactly(status, status, 429);
        assertThat(last.getHeader("Retry-After")).isEqualTo("1");
        assertThat(scim.problem()).extracting(Problem::status).isEqualTo(429);
    }

    private static ApiToken token(Instant expiresAt, boolean planned) {
        return new ApiToken(new UUID(0, 2), COMPANY, "okta", false, expiresAt, planned);
    }

    private static AuthenticationFilter authentication(ApiToken known, int burst) {
        Clock clock = new MutableClock();
        return new AuthenticationFilter(
                TokensFixture.knowing(Map.of("known", known), clock),
                LimitsFixture.companyLimits(1, burst, clock),
                new Problems(properties()),
                new SimpleMeterRegistry());
    }

    private static GatewayProperties properties() {
        return new GatewayProperties(
                null,
                null,
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                1,
                null,
                Duration.ofSeconds(2),
                1,
                DataSize.ofMegabytes(1),
                100,
                1000);
    }

    private static final class BrokenClock extends Clock {

        @Override
        public ZoneId getZone() {
            throw new IllegalStateException("broken");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            throw new IllegalStateException("broken");
        }
    }
}
