package dev.switchboard.numbers.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.messages.MessageCodec;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Table {@code outbox}. A user's messages are in the order of their ids, because whoever adds one
 * holds the user's lock; between users the ids say nothing.
 */
@Component
public final class JdbcOutbox {

    private static final int RELAY_LOCK = 0x6f7574;

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    /** A row, ready to be sent. */
    record Row(long id, ProducerRecord<String, byte[]> message) {}

    /**
     * How much there is to do.
     *
     * @param oldestSeconds the age of the oldest message, 0 where there is none
     */
    record Backlog(long messages, double oldestSeconds) {}

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
                messages.stream()
                        .map(m -> codec.encode(m.envelope(), m.event(), m.event().userId(), null))
                        .toList();
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
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        wakeup.wake();
                    }
                });
    }

    /** Waits until this transaction is the only relay of all instances. */
    void lockRelay() {
        jdbc.query("SELECT pg_advisory_xact_lock(?, 0)", _ -> {}, RELAY_LOCK);
    }

    /** The oldest messages. */
    List<Row> oldest(int limit) {
        return jdbc.query(
                "SELECT id, topic, key, headers, value FROM outbox ORDER BY id LIMIT ?",
                (rs, _) -> {
                    var message =
                            new ProducerRecord<>(
                                    rs.getString("topic"),
                                    rs.getString("key"),
                                    rs.getString("value").getBytes(UTF_8));
                    json.readValue(rs.getString("headers"), HEADERS)
                            .forEach((k, v) -> message.headers().add(k, v.getBytes(UTF_8)));
                    return new Row(rs.getLong("id"), message);
                },
                limit);
    }

    void delete(Collection<Long> ids) {
        jdbc.update(
                "DELETE FROM outbox WHERE id = ANY (?)", new SqlArrayValue("int8", ids.toArray()));
    }

    Backlog backlog() {
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
