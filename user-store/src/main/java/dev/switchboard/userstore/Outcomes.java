package dev.switchboard.userstore;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The outcomes of commands, by which a command that comes again is known. */
public final class Outcomes {

    private final JdbcClient jdbc;

    public Outcomes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The outcomes of those commands that have one.
     *
     * @throws TooMuchAtOnceException where several are too large to be in memory together
     */
    public Map<UUID, RecordedOutcome> find(Collection<UUID> commandIds) {
        Map<UUID, RecordedOutcome> found = new HashMap<>();
        AtOnce atOnce = AtOnce.text(commandIds.size(), "recorded outcomes");
        jdbc.sql(
                        "select command_id, type, body, recorded_at from users.outcome where command_id = any(?::uuid[])")
                .withFetchSize(AtOnce.FETCH)
                .param(Batch.ids(commandIds))
                .query(
                        row -> {
                            String body = row.getString("body");
                            atOnce.add(body);
                            UUID id = Rows.id(row, "command_id");
                            found.put(
                                    id,
                                    new RecordedOutcome(
                                            id,
                                            row.getString("type"),
                                            body,
                                            Rows.instant(row, "recorded_at")));
                        });
        return found;
    }

    /**
     * Records outcomes.
     *
     * @throws org.springframework.dao.DuplicateKeyException where a command has one already:
     *     another transaction applied it at the same time, and this one must not
     */
    public void record(List<RecordedOutcome> outcomes) {
        if (outcomes.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into users.outcome (command_id, type, body, recorded_at)
                        select * from unnest(?::uuid[], ?::text[], ?::text[], ?::timestamptz[])
                        """)
                .params(
                        Batch.of(outcomes)
                                .with(RecordedOutcome::commandId)
                                .with(RecordedOutcome::type)
                                .with(RecordedOutcome::body)
                                .with(RecordedOutcome::recordedAt)
                                .columns())
                .update();
    }

    /** Forgets outcomes, so that their commands can be decided anew in this transaction. */
    public void forget(Collection<UUID> commandIds) {
        jdbc.sql("delete from users.outcome where command_id = any(?::uuid[])")
                .param(Batch.ids(commandIds))
                .update();
    }

    /**
     * When those of these users and groups that exist were last changed.
     *
     * @param resourceIds ids of users or groups
     */
    public Map<UUID, Instant> lastChanges(Collection<UUID> resourceIds) {
        Map<UUID, Instant> found = new HashMap<>();
        String[] ids = Batch.ids(resourceIds);
        jdbc.sql(
                        """
                        select id, last_modified from users.scim_user where id = any(?::uuid[])
                        union all
                        select id, last_modified from users.scim_group where id = any(?::uuid[])
                        """)
                .param(ids)
                .param(ids)
                .query(
                        (row, number) ->
                                found.put(Rows.id(row, "id"), Rows.instant(row, "last_modified")))
                .list();
        return found;
    }

    /**
     * Deletes old outcomes, the oldest first.
     *
     * @param before those recorded earlier go
     * @param limit how many at most, to keep the transaction short
     * @return how many went; call again while it is the limit
     */
    public int prune(Instant before, int limit) {
        return jdbc.sql(
                        """
                        delete from users.outcome where command_id in (
                            select command_id from users.outcome where recorded_at < ?
                            order by recorded_at limit %d for update skip locked)
                        """
                                .formatted(limit))
                .param(before.atOffset(ZoneOffset.UTC))
                .update();
    }
}
