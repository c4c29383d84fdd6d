package dev.switchboard.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.MessageIds;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Numbers that come in before those that were given already: who gives numbers looks on from where
 * the last ones were, and must not leave these lie.
 */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
final class NumbersInFrontIT {

    private final Fixture fixture = new Fixture();
    private final UUID company = MessageIds.next();

    NumbersInFrontIT() {
        fixture.startInstance();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void areGivenBeforeAnybodyWaits() {
        fixture.importNumbers("325", 50, 3);
        assertThat(numbersOf(2)).containsExactly(number(50), number(51));
        fixture.importNumbers("325", 10, 2);

        // One of those behind, and both in front.
        assertThat(numbersOf(3)).containsExactlyInAnyOrder(number(52), number(10), number(11));

        TestUser waiting = user();
        fixture.publish(waiting.created());
        fixture.awaitCalm();
        assertThat(fixture.waits(waiting)).isTrue();
        fixture.importNumbers("325", 0, 1);
        assertThat(fixture.numberOf(waiting)).isEqualTo(number(0));
        fixture.assertInvariants();
    }

    private List<String> numbersOf(int users) {
        List<TestUser> all = Stream.generate(this::user).limit(users).toList();
        all.forEach(
                each -> {
                    fixture.publish(each.created());
                    fixture.awaitCalm();
                });
        return all.stream().map(fixture::numberOf).toList();
    }

    private TestUser user() {
        return new TestUser(company, "325");
    }

    private static String number(int line) {
        return Fixture.number("325", line);
    }
}
