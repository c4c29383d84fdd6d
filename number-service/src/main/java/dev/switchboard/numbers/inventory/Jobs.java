package dev.switchboard.numbers.inventory;

import dev.switchboard.numbers.assignment.Assignments;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import java.util.function.IntSupplier;

/**
 * Runs what must be looked at from time to time. Every instance does; the database sorts it out.
 */
@Component
final class Jobs {

    private static final Logger log = LoggerFactory.getLogger(Jobs.class);

    private final Returns returns;
    private final Assignments assignments;

    Jobs(Returns returns, Assignments assignments) {
        this.returns = returns;
        this.assignments = assignments;
    }

    @Scheduled(fixedDelayString = "${switchboard.numbers.return-interval}")
    void returnRested() {
        run("{} numbers have ended their hold or aging.", returns::runOnce);
    }

    @Scheduled(fixedDelayString = "${switchboard.numbers.sweep-interval}")
    void sweep() {
        run("{} waiting users were served by the sweep.", assignments::sweep);
        run(
                "{} waiting users have back the number that was on hold for them.",
                assignments::giveBack);
    }

    private static void run(String done, IntSupplier job) {
        try {
            int count = job.getAsInt();
            if (count > 0) {
                log.info(done, count);
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn(
                    "A job could not run, the next time it will: {}", e.getClass().getSimpleName());
        }
    }
}
