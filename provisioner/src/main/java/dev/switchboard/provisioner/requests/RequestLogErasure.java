package dev.switchboard.provisioner.requests;

import dev.switchboard.userstore.Erasure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;

/**
 * Takes users who were deleted out of the request log, again and again while entries about them may
 * still come; then forgets their names here too.
 */
@Component
final class RequestLogErasure {

    private static final Logger log = LoggerFactory.getLogger(RequestLogErasure.class);

    private final Erasure erasure;
    private final Clock clock;
    private final Duration patience;

    RequestLogErasure(
            Erasure erasure,
            Clock clock,
            @Value("${switchboard.provisioner.erasure-patience}") Duration patience) {
        this.erasure = erasure;
        this.clock = clock;
        this.patience = patience;
    }

    @Scheduled(
            initialDelayString = "${switchboard.provisioner.erasure-interval}",
            fixedDelayString = "${switchboard.provisioner.erasure-interval}")
    void run() {
        try {
            Erasure.Run run = erasure.eraseDetails();
            erasure.forget(clock.instant().minus(patience), run.missed());
            if (run.changed() > 0) {
                log.info(
                        "Erased {} details of the request log that were about deleted users.",
                        run.changed());
            }
            DataAccessException failure = run.failure();
            if (failure != null) {
                log.warn(
                        "Not all of the request log was searched for {} deleted users. They are looked for again at the next run, and their names are kept until then: {}",
                        run.missed().size(),
                        failure.getClass().getSimpleName());
            }
        } catch (DataAccessException e) {
            log.warn(
                    "Deleted users were not looked for in the request log, and are at the next run: {}",
                    e.getClass().getSimpleName());
        }
    }
}
