package dev.switchboard.provisioner.admin;

import dev.switchboard.userstore.TokenExpiry;
import dev.switchboard.userstore.TokenExpiry.Ending;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import java.time.Clock;
import java.time.Duration;

/**
 * How many of all companies' tokens end: a company whose token has expired is stopped, and asks too
 * seldom to be seen among all requests. Each instance shows the whole; take the maximum.
 */
@Component
final class TokenGauges {

    private static final Logger log = LoggerFactory.getLogger(TokenGauges.class);

    private static final Duration SOON = Duration.ofDays(30);

    private final TokenExpiry tokens;
    private final Clock clock;
    private volatile Ending ending = new Ending(0, 0);

    TokenGauges(TokenExpiry tokens, Clock clock, MeterRegistry meters) {
        this.tokens = tokens;
        this.clock = clock;
        String name = "switchboard.tokens.expiring";
        String described = "API tokens in use that expire within 30 days, or have expired";
        Gauge.builder(name, () -> ending.soon())
                .tag("when", "soon")
                .description(described)
                .register(meters);
        Gauge.builder(name, () -> ending.past())
                .tag("when", "past")
                .description(described)
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${switchboard.provisioner.gauge-interval}")
    void read() {
        try {
            ending = tokens.ending(clock.instant(), SOON);
        } catch (DataAccessException | TransactionException e) {
            log.debug("The gauges keep their values: {}", e.getClass().getSimpleName());
        }
    }
}
