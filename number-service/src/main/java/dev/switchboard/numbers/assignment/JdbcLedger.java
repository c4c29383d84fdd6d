package dev.switchboard.numbers.assignment;

import dev.switchboard.numbers.assignment.Ledger.HistoryBegin;
import dev.switchboard.numbers.assignment.Ledger.HistoryEnd;
import dev.switchboard.numbers.assignment.Ledger.NumberChange;
import dev.switchboard.numbers.outbox.JdbcOutbox;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Writes a {@link Ledger}, each table with one statement, however many users there are. */
@Component
final class JdbcLedger {

    private final JdbcTemplate jdbc;
    private final JdbcSubscribers subscribers;
    private final JdbcOutbox outbox;

    JdbcLedger(JdbcTemplate jdbc, JdbcSubscribers subscribers, JdbcOutbox outbox) {
        this.jdbc = jdbc;
        this.subscribers = subscribers;
        this.outbox = outbox;
    }

    void write(Ledger ledger) {
        List<Subscriber> changed = ledger.subscribers();
        if (!changed.isEmpty()) {
            subscribers.store(changed);
        }
        if (!ledger.numbers().isEmpty()) {
            // Who swaps loses first: at no moment may a user hold two.
            changeNumbers(ledger.numbers().stream().filter(n -> n.holder() == null).toList());
            changeNumbers(ledger.numbers().stream().filter(n -> n.holder() != null).toList());
        }
        if (!ledger.ends().isEmpty()) {
            endHistory(ledger.ends(), ledger.now());
        }
        if (!ledger.begins().isEmpty()) {
            beginHistory(ledger.begins(), ledger.now());
        }
        outbox.add(ledger.messages());
    }

    private void changeNumbers(List<NumberChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        int changed =
                jdbc.update(
                        """
                        UPDATE phone_number p
                        SET status = u.status, holder_user_id = u.holder_user_id,
                            holder_company_id = u.holder_company_id, rests_until = u.rests_until,
                            hold_company_id = u.hold_company_id,
                            hold_external_id = u.hold_external_id,
                            last_released_at = coalesce(u.released_at, p.last_released_at)
                        FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) AS u (
                            e164, old_status, status, holder_user_id, holder_company_id,
                            rests_until, hold_company_id, hold_external_id, released_at)
                        WHERE p.e164 = u.e164 AND p.status = u.old_status
                        """,
                        SqlArrays.texts(changes, NumberChange::e164),
                        SqlArrays.texts(changes, c -> c.from().text()),
                        SqlArrays.texts(changes, c -> c.to().text()),
                        SqlArrays.uuids(changes, c -> userId(c.holder())),
                        SqlArrays.uuids(changes, c -> companyId(c.holder())),
                        SqlArrays.instants(changes, NumberChange::restsUntil),
                        SqlArrays.uuids(
                                changes, c -> c.claim() == null ? null : c.claim().companyId()),
                        SqlArrays.texts(
                                changes, c -> c.claim() == null ? null : c.claim().externalId()),
                        SqlArrays.instants(changes, NumberChange::releasedAt));
        if (changed != changes.size()) {
            throw new IllegalStateException(
                    "Cannot change %d numbers: only %d still have the status that they were read with. The transaction is undone."
                            .formatted(changes.size(), changed));
        }
    }

    private void beginHistory(List<HistoryBegin> begins, Instant now) {
        // Not before its last holder lost it: that transaction may have read the clock after this
        // one, and had the number's area code before it.
        jdbc.update(
                """
                INSERT INTO number_history (e164, user_id, company_id, held_from, given_because)
                SELECT p.e164, user_id, company_id, greatest(?::timestamptz, p.last_released_at),
                    because
                FROM unnest(?, ?, ?, ?) AS t (e164, user_id, company_id, because)
                JOIN phone_number p ON p.e164 = t.e164
                """,
                now.toString(),
                SqlArrays.texts(begins, HistoryBegin::e164),
                SqlArrays.uuids(begins, b -> b.holder().userId()),
                SqlArrays.uuids(begins, b -> b.holder().companyId()),
                SqlArrays.texts(begins, HistoryBegin::because));
    }

    private void endHistory(List<HistoryEnd> ends, Instant now) {
        jdbc.update(
                """
                UPDATE number_history h
                SET held_until = ?::timestamptz, ended_because = u.because
                FROM unnest(?, ?) AS u (e164, because)
                WHERE h.e164 = u.e164 AND h.held_until IS NULL
                """,
                now.toString(),
                SqlArrays.texts(ends, HistoryEnd::e164),
                SqlArrays.texts(ends, HistoryEnd::because));
    }

    private static @Nullable UUID userId(@Nullable Subscriber subscriber) {
        return subscriber == null ? null : subscriber.userId();
    }

    private static @Nullable UUID companyId(@Nullable Subscriber subscriber) {
        return subscriber == null ? null : subscriber.companyId();
    }
}
