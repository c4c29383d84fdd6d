package dev.switchboard.userstore;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The messages that are to be sent. They are added in the transaction whose facts they tell, and
 * deleted once the broker has them: each is sent at least once.
 *
 * <p>Ids are given before transactions commit, so an entry may become visible after one with a
 * higher id. That never concerns two of the same key: their transactions hold the resource's lock.
 */
public final class Outbox {

    /** Any number that no other advisory lock of this database has. */
    private static final long LOCK = 7_825_190_166_401L;

    /** Behind so many bytes of messages no more are read at once. */
    static final int BYTES = 4 << 20;

    private static final String COLUMNS =
            "topic, key, event_id, type, subject, company_id, correlation_id, causation_id,"
                    + " traceparent, occurred_at, body";

    private final JdbcClient jdbc;

    public Outbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds messages, to be sent in this order. */
    public void add(List<OutboxEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into users.outbox (%s)
                        select %s from unnest(?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::text[],
                            ?::uuid[], ?::text[], ?::uuid[], ?::text[], ?::timestamptz[], ?::text[])
                            with ordinality as n (%s, place)
                        order by place
                        """
                                .formatted(COLUMNS, COLUMNS, COLUMNS))
                .params(
                        Batch.of(entries)
                                .with(OutboxEntry::topic)
                                .with(OutboxEntry::key)
                                .with(OutboxEntry::eventId)
                                .with(OutboxEntry::type)
                                .with(OutboxEntry::subject)
                                .with(OutboxEntry::companyId)
                                .with(OutboxEntry::correlationId)
                                .with(OutboxEntry::causationId)
                                .with(OutboxEntry::traceparent)
                                .with(OutboxEntry::occurredAt)
                                .with(OutboxEntry::body)
                                .columns())
                .update();
    }

    /**
     * The next messages to send, in order; none any more behind {@value #BYTES} bytes of them: a
     * thousand of the largest would not fit into the memory of a service.
     *
     * @param after only those with a higher id; 0 for all
     * @param without keys whose messages are left out
     * @param limit how many at most
     */
    public Look next(long after, Collection<UUID> without, int limit) {
        List<Seen> seen =
                jdbc.sql(
                                """
                                select * from (
                                    select id, %s,
                                        pg_snapshot_xmax(pg_current_snapshot())::text::bigint
                                            as next_transaction,
                                        octet_length(body) as bytes,
                                        sum(octet_length(body)) over o as bytes_with_it,
                                        lead(id) over o is null as is_last
                                    from users.outbox where id > ? and key <> all(?::uuid[])
                                    window o as (order by id rows unbounded preceding)
                                    order by id limit ?) o
                                where bytes_with_it - bytes < ?
                                order by id
                                """
                                        .formatted(COLUMNS))
                        .params(after, Batch.ids(without), limit, BYTES)
                        .query(
                                (row, number) ->
                                        new Seen(
                                                entry(row),
                                                row.getLong("next_transaction"),
                                                row.getBoolean("is_last")))
                        .list();
        if (seen.isEmpty()) {
            return new Look(List.of(), 0, true);
        }
        return new Look(
                seen.stream().map(Seen::entry).toList(),
                seen.getLast().nextTransaction(),
                seen.getLast().isLast());
    }

    private record Seen(OutboxEntry entry, long nextTransaction, boolean isLast) {}

    /**
     * What was seen. There may be entries between these that are not committed yet.
     *
     * @param entries in the order of their ids
     * @param nextTransaction a transaction id: all transactions that may still commit an entry with
     *     an id up to the last one's have a lower one. 0 where there are none
     * @param isAll whether no entry that could be seen is left behind these
     */
    public record Look(List<OutboxEntry> entries, long nextTransaction, boolean isAll) {}

    /** Deletes messages that have been sent. */
    public void delete(List<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        jdbc.sql("delete from users.outbox where id = any(?::bigint[])")
                .param(ids.stream().map(String::valueOf).toArray(String[]::new))
                .update();
    }

    /**
     * Makes room of what deleted messages have left, outside of a transaction; nothing where that
     * is being done, or the table is not this role's. The file keeps its size: to shorten it would
     * hold up who adds messages.
     */
    public void vacuum() {
        jdbc.sql("vacuum (skip_locked, index_cleanup on, truncate false) users.outbox").update();
    }

    /**
     * Waits until this transaction is the only one that sends, so that several instances do not
     * send the same messages or change their order.
     *
     * @return a transaction id: all transactions with a lower one had ended before this
     */
    public long lock() {
        return jdbc.sql(
                        """
                        select pg_snapshot_xmin(pg_current_snapshot())::text::bigint
                        from pg_advisory_xact_lock(?)
                        """)
                .param(LOCK)
                .query(Long.class)
                .single();
    }

    /** How much waits. */
    public OutboxStatus status() {
        return jdbc.sql("select count(*) as waiting, min(occurred_at) as oldest from users.outbox")
                .query(
                        (row, number) ->
                                new OutboxStatus(
                                        row.getLong("waiting"), Rows.instantOrNull(row, "oldest")))
                .single();
    }

    private static OutboxEntry entry(ResultSet row) throws SQLException {
        return new OutboxEntry(
                row.getLong("id"),
                row.getString("topic"),
                Rows.id(row, "key"),
                Rows.id(row, "event_id"),
                row.getString("type"),
                row.getString("subject"),
                Rows.id(row, "company_id"),
                row.getString("correlation_id"),
                row.getObject("causation_id", UUID.class),
                row.getString("traceparent"),
                Rows.instant(row, "occurred_at"),
                row.getString("body"));
    }
}
