package dev.switchboard.numbers.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.NumberEvent;
import dev.switchboard.messages.StockEvent;
import dev.switchboard.pipeline.outbox.Backlog;
import dev.switchboard.pipeline.outbox.OutboxStore;
import dev.switchboard.pipeline.outbox.RelayWakeup;
import dev.switchboard.pipeline.outbox.WaitingMessage;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Table {@code outbox}. A user's messages are in the order of their ids, because whoever adds one
 * holds the user's lock; between users the ids say nothing.
 */
@Component
public final class JdbcOutbox implements OutboxStore {

    private static final int RELAY_LOCK = 0x6f7574;

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final MessageCodec codec = new MessageCodec();
    private final JsonMapper json = JsonMapper.shared();
    private final JdbcTemplate jdbc;
    private final RelayWakeup wakeup;

    JdbcOutbox(JdbcTemplate jdbc, RelayWakeup wakeup) {
        this.jdbc = jdbc;
        this.wakeup = wakeup;
    }

    /** Adds messages in the running transaction, after whose commit the relay wakes. */
    public void add(List<OutboxMessage> messages) {
        if (messages.isEmpty()) {
            return;
        }
        List<ProducerRecord<String, byte[]>> records =
                messages.stream().map(this::encoded).toList();
        jdbc.update(
                """
                INSERT INTO outbox (topic, key, headers, value, added_at)
                SELECT topic, key, headers, value, clock_timestamp()
                FROM unnest(?, ?, ?, ?) WITH ORDINALITY AS t (topic, key, headers, value, n)
                ORDER BY n
                """,
                texts(records.stream().map(ProducerRecord::topic).toArray()),
                texts(records.stream().map(ProducerRecord::key).toArray()),
                texts(records.stream().map(this::headers).toArray()),
                texts(records.stream().map(r -> new String(r.value(), UTF_8)).toArray()));
        wakeup.ringAfterCommit();
    }

    private ProducerRecord<String, byte[]> encoded(OutboxMessage message) {
        return switch (message.event()) {
            case NumberEvent event -> codec.encode(message.envelope(), event, event.userId(), null);
            case StockEvent event -> codec.encode(message.envelope(), event);
        };
    }

    @Override
    public long lock() {
        return Objects.requireNonNull(
                jdbc.queryForObject(
                        """
                        SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint
                        FROM pg_advisory_xact_lock(?, 0)
                        """,
                        Long.class,
                        RELAY_LOCK));
    }

    @Override
    public Look next(long after, Collection<String> without, int limit) {
        AtomicLong nextTransaction = new AtomicLong();
        List<WaitingMessage> messages =
                jdbc.query(
                        """
                SELECT id, topic, key, headers, value,
                    pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next_transaction
                FROM outbox WHERE id > ? AND key <> ALL (?) ORDER BY id LIMIT ?
                """,
                        (rs, _) -> {
                            nextTransaction.set(rs.getLong("next_transaction"));
                            var message =
                                    new ProducerRecord<>(
                                            rs.getString("topic"),
                                            rs.getString("key"),
                                            rs.getString("value").getBytes(UTF_8));
                            json.readValue(rs.getString("headers"), HEADERS)
                                    .forEach((k, v) -> message.headers().add(k, v.getBytes(UTF_8)));
                            return new WaitingMessage(rs.getLong("id"), message);
                        },
                        after,
                        texts(without.toArray()),
                        limit);
        return new Look(messages, nextTransaction.get(), messages.size() < limit);
    }

    @Override
    public void delete(List<Long> ids) {
        jdbc.update(
                "DELETE FROM outbox WHERE id = ANY (?)", new SqlArrayValue("int8", ids.toArray()));
    }

    /** The file keeps its size: to shorten it would hold up who adds messages. */
    @Override
    public void vacuum() {
        jdbc.execute("VACUUM (SKIP_LOCKED, INDEX_CLEANUP ON, TRUNCATE FALSE) outbox");
    }

    @Override
    public Backlog backlog() {
        return Objects.requireNonNull(
                jdbc.queryForObject(
                        """
                        SELECT count(*) AS n,
                            coalesce(extract(epoch FROM clock_timestamp() - min(added_at)), 0) AS age
                        FROM outbox
                        """,
                        (rs, _) -> new Backlog(rs.getLong("n"), rs.getDouble("age"))));
    }

    private String headers(ProducerRecord<String, byte[]> message) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : message.headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        return json.writeValueAsString(headers);
    }

    private static SqlArrayValue texts(Object[] values) {
        return new SqlArrayValue("text", values);
    }
}
