package dev.switchboard.provisioner.commands;

import dev.switchboard.userstore.Outcomes;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Forgets outcomes whose commands cannot come again any more. */
@Component
final class OutcomePruning {

    private static final Logger log = LoggerFactory.getLogger(OutcomePruning.class);
    private static final int AT_ONCE = 5000;

    private final Outcomes outcomes;
    private final Clock clock;
    private final Duration retention;

    OutcomePruning(
            Outcomes outcomes,
            Clock clock,
            @Value("${switchboard.provisioner.outcome-retention}") Duration retention) {
        this.outcomes = outcomes;
        this.clock = clock;
        this.retention = retention;
    }

    /**
     * Deletes what is older than the retention.
     *
     * @return how many were deleted
     */
    int runOnce() {
        Instant before = clock.instant().minus(retention);
        int all = 0;
        int deleted;
        do {
            deleted = outcomes.prune(before, AT_ONCE);
            all += deleted;
        } while (deleted == AT_ONCE);
        return all;
    }

    @Scheduled(fixedDelayString = "${switchboard.provisioner.pruning-interval}")
    void run() {
        try {
            int deleted = runOnce();
            if (deleted > 0) {
                log.info("Forgot {} outcomes older than {}.", deleted, retention);
            }
        } catch (DataAccessException e) {
            log.warn("Old outcomes are kept until the next run: {}", e.getClass().getSimpleName());
        }
    }
}
