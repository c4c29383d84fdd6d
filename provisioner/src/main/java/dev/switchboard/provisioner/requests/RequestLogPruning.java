package dev.switchboard.provisioner.requests;

import dev.switchboard.userstore.RequestLog;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Forgets entries of the request log, and the personal data in them, when their time is over. */
@Component
final class RequestLogPruning {

    private static final Logger log = LoggerFactory.getLogger(RequestLogPruning.class);
    private static final int AT_ONCE = 5000;

    private final RequestLog requestLog;
    private final Clock clock;
    private final Duration retention;

    RequestLogPruning(
            RequestLog requestLog,
            Clock clock,
            @Value("${switchboard.provisioner.request-log-retention}") Duration retention) {
        this.requestLog = requestLog;
        this.clock = clock;
        this.retention = retention;
    }

    @Scheduled(fixedDelayString = "${switchboard.provisioner.pruning-interval}")
    void run() {
        try {
            Instant before = clock.instant().minus(retention);
            int all = 0;
            int deleted;
            do {
                deleted = requestLog.prune(before, AT_ONCE);
                all += deleted;
            } while (deleted == AT_ONCE);
            if (all > 0) {
                log.info("Forgot {} entries of the request log older than {}.", all, retention);
            }
        } catch (DataAccessException e) {
            log.warn(
                    "Old entries of the request log are kept until the next run: {}",
                    e.getClass().getSimpleName());
        }
    }
}
