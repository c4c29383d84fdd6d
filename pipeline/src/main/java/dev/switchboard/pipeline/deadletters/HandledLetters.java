package dev.switchboard.pipeline.deadletters;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/**
 * Table {@code dead_letter_handled} of the service's own schema: which letters are no longer open.
 * A log cannot be ticked off, and a letter that is handled must not be handled twice by mistake.
 */
final class HandledLetters {

    /** Longer than a letter stays in its topic. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final JdbcClient jdbc;

    HandledLetters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** When each letter of a topic was handled. */
    Map<LetterId, Instant> of(String topic) {
        Map<LetterId, Instant> handled = new HashMap<>();
        jdbc.sql(
                        "SELECT kafka_partition, kafka_offset, handled_at FROM dead_letter_handled WHERE topic = ?")
                .param(topic)
                .query(
                        row -> {
                            handled.put(
                                    new LetterId(
                                            topic,
                                            row.getInt("kafka_partition"),
                                            row.getLong("kafka_offset")),
                                    row.getTimestamp("handled_at").toInstant());
                        });
        return handled;
    }

    /**
     * Takes a letter off the list, however often it is told.
     *
     * @param how {@code replayed} or {@code discarded}
     */
    void add(LetterId id, String how, Instant now) {
        jdbc.sql(
                        """
                        INSERT INTO dead_letter_handled
                            (topic, kafka_partition, kafka_offset, how, handled_at)
                        VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (topic, kafka_partition, kafka_offset)
                        DO UPDATE SET how = EXCLUDED.how, handled_at = EXCLUDED.handled_at
                        """)
                .params(id.topic(), id.partition(), id.offset(), how, now.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("DELETE FROM dead_letter_handled WHERE handled_at < ?")
                .param(now.minus(KEPT).atOffset(ZoneOffset.UTC))
                .update();
    }
}
