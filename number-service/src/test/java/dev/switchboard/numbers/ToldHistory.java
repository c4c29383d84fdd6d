package dev.switchboard.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.NumberEvent;
import dev.switchboard.messages.NumberEvent.NumberAssigned;
import dev.switchboard.messages.NumberEvent.NumberNotNeeded;
import dev.switchboard.messages.NumberEvent.NumberReleased;
import dev.switchboard.messages.NumberEvent.NumberReserved;
import dev.switchboard.messages.NumberEvent.NumberUnavailable;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One user's times with numbers, as the published events tell them, in order and without a gap. */
final class ToldHistory {

    private final List<String> numbers = new ArrayList<>();
    private @Nullable String held;
    private long sequence;

    /**
     * What was told of each user is what the history says of them: the same numbers in the same
     * order, and the last of them theirs still or not.
     */
    static void assertIsStored(List<NumberEvent> events, JdbcTemplate jdbc) {
        Map<UUID, ToldHistory> told = new HashMap<>();
        events.forEach(e -> told.computeIfAbsent(e.userId(), _ -> new ToldHistory()).hear(e));
        Map<UUID, List<String>> expected = new HashMap<>();
        told.forEach(
                (user, history) -> {
                    if (!history.numbers.isEmpty()) {
                        expected.put(user, history.written());
                    }
                });
        Map<UUID, List<String>> stored = new HashMap<>();
        jdbc.query(
                "SELECT user_id, e164, held_until IS NULL FROM number_history ORDER BY id",
                row -> {
                    stored.computeIfAbsent(row.getObject(1, UUID.class), _ -> new ArrayList<>())
                            .add(row.getString(2) + (row.getBoolean(3) ? " now" : ""));
                });
        assertThat(expected).isNotEmpty();
        assertThat(stored).isEqualTo(expected);
    }

    private void hear(NumberEvent event) {
        assertThat(event.sequence()).as("the sequence of %s", event).isEqualTo(++sequence);
        switch (event) {
            case NumberAssigned e -> {
                if (!e.number().equals(held)) {
                    assertThat(held).as("held when %s came", e).isNull();
                    held = e.number();
                    numbers.add(e.number());
                }
            }
            case NumberReserved e -> assertThat(e.number()).isEqualTo(held);
            case NumberReleased e -> {
                assertThat(e.number()).isEqualTo(held);
                held = null;
            }
            case NumberUnavailable e -> assertThat(held).as("held when %s came", e).isNull();
            case NumberNotNeeded e -> assertThat(held).as("held when %s came", e).isNull();
        }
    }

    private List<String> written() {
        List<String> written = new ArrayList<>(numbers);
        if (held != null) {
            written.set(written.size() - 1, held + " now");
        }
        return written;
    }
}
