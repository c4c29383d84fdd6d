package dev.switchboard.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.MessageCodec.Received;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.NumberEvent;
import dev.switchboard.messages.NumberEvent.NumberAssigned;
import dev.switchboard.messages.NumberEvent.NumberUnavailable;
import dev.switchboard.messages.Topics;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** More users than numbers, two instances with three threads each, everything told twice. */
@Timeout(180)
final class RaceForNumbersIT {

    private static final int NUMBERS = 190;
    private static final int USERS = 200;

    private final Fixture fixture = new Fixture();
    private final TopicReader published = fixture.read(Topics.NUMBER_EVENTS);

    @AfterEach
    void close() {
        published.close();
        fixture.close();
    }

    @Test
    void givesEachNumberOnceAndServesTheRestWhenNumbersArrive() {
        fixture.startInstance("spring.kafka.listener.concurrency=3");
        fixture.startInstance("spring.kafka.listener.concurrency=3");
        fixture.importNumbers("212", 0, 95);
        fixture.importNumbers("415", 0, 95);
        UUID company = MessageIds.next();
        List<TestUser> users =
                IntStream.range(0, USERS)
                        .mapToObj(n -> new TestUser(company, n % 2 == 0 ? "212" : "415"))
                        .toList();
        List<ProducerRecord<String, byte[]>> events =
                users.stream().map(TestUser::created).toList();

        List<ProducerRecord<String, byte[]>> twice = new ArrayList<>(events);
        twice.addAll(events);
        Collections.shuffle(twice, new Random(1));
        fixture.publish(twice);
        fixture.awaitCalm();

        assertThat(assigned()).isEqualTo(NUMBERS);
        assertThat(waiting()).isEqualTo(USERS - NUMBERS);
        fixture.assertInvariants();

        fixture.importNumbers("212", 95, 5);
        assertThat(assigned()).isEqualTo(NUMBERS + 5);
        fixture.importNumbers("415", 95, 5);
        assertThat(assigned()).isEqualTo(USERS);
        assertThat(waiting()).isZero();

        fixture.publish(events);
        fixture.awaitCalm();

        fixture.assertInvariants();
        List<Received<NumberEvent>> all = published.numberEvents();
        assertThat(all).hasSize(USERS + USERS - NUMBERS);
        assertThat(all.stream().map(Received::message).filter(NumberAssigned.class::isInstance))
                .hasSize(USERS)
                .extracting(e -> ((NumberAssigned) e).number())
                .doesNotHaveDuplicates();
        assertThat(all.stream().map(Received::message).filter(NumberUnavailable.class::isInstance))
                .hasSize(USERS - NUMBERS);
    }

    private long assigned() {
        return fixture.count("SELECT count(*) FROM phone_number WHERE status = 'assigned'");
    }

    private long waiting() {
        return fixture.count("SELECT count(*) FROM subscriber WHERE waiting_since IS NOT NULL");
    }
}
