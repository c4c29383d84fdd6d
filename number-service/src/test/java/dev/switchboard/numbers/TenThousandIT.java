package dev.switchboard.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.Entitlement;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.numbers.assignment.Assignments;
import dev.switchboard.numbers.assignment.Cause;
import dev.switchboard.numbers.assignment.Profile;
import dev.switchboard.numbers.assignment.UserChange;
import dev.switchboard.numbers.assignment.UserState;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.TransientDataAccessException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** 10,000 users, each told twice by eight hands at two instances, race for 9,990 numbers. */
@Timeout(300)
final class TenThousandIT {

    private static final List<String> AREA_CODES = List.of("212", "646", "332");
    private static final int USERS = 10_000;
    private static final int BATCH = 250;

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void exactlyAsManyAreServedAsThereAreNumbersAndTheRestWhenTheyCome() throws Exception {
        var hands =
                List.of(
                        fixture.startInstance().getBean(Assignments.class),
                        fixture.startInstance().getBean(Assignments.class));
        // 3,330 in each area code, of the exchanges 200 to 202.
        assertThat(fixture.importCsv("", numbers(0, 3330)).body()).contains("\"imported\":9990,");
        List<UserChange> changes = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            changes.add(created(i));
        }
        changes.addAll(List.copyOf(changes));
        Collections.shuffle(changes, new Random(7));
        List<Callable<Object>> work = new ArrayList<>();
        for (int i = 0; i < changes.size(); i += BATCH) {
            List<UserChange> batch = List.copyOf(changes.subList(i, i + BATCH));
            Assignments hand = hands.get(work.size() % 2);
            work.add(() -> applied(hand, batch));
        }
        try (var pool = Executors.newFixedThreadPool(8)) {
            for (Future<Object> done : pool.invokeAll(work)) {
                done.get();
            }
        }

        assertThat(assigned()).isEqualTo(9_990);
        assertThat(waiting()).isEqualTo(10);
        fixture.assertInvariants();

        String tenMore = numbers(3330, 3333) + '\n' + number("212", 3333);
        assertThat(fixture.importCsv("", tenMore).body()).contains("\"imported\":10,");
        assertThat(assigned()).isEqualTo(USERS);
        assertThat(available()).isZero();
        assertThat(waiting()).isZero();
        fixture.assertInvariants();
    }

    /** Each user's office has the three area codes in an order of its own. */
    private static UserChange created(int i) {
        List<String> areaCodes = new ArrayList<>(AREA_CODES);
        Collections.rotate(areaCodes, i);
        return new UserChange(
                MessageIds.next(),
                new UUID(0xC0, i % 5),
                1,
                new Profile(
                        "ext-" + i,
                        new UUID(0x0F, i % 3),
                        areaCodes,
                        UserState.ACTIVE,
                        Entitlement.DEFAULT),
                new Cause(MessageIds.next(), "request", null));
    }

    /** As the listener does: a lost lock is a passing fault. */
    private static Object applied(Assignments hand, List<UserChange> batch) {
        for (int attempt = 0; ; attempt++) {
            try {
                hand.apply(batch);
                return batch;
            } catch (TransientDataAccessException e) {
                if (attempt == 5) {
                    throw e;
                }
            }
        }
    }

    private static String numbers(int from, int to) {
        return AREA_CODES.stream()
                .flatMap(a -> IntStream.range(from, to).mapToObj(n -> number(a, n)))
                .collect(Collectors.joining("\n"));
    }

    /** Two thousand of each exchange. */
    private static String number(String areaCode, int n) {
        return "+1%s%d%04d".formatted(areaCode, 200 + n / 2000, n % 2000);
    }

    private long available() {
        return fixture.count("SELECT count(*) FROM phone_number WHERE status = 'available'");
    }

    private long assigned() {
        return fixture.count("SELECT count(*) FROM phone_number WHERE status = 'assigned'");
    }

    private long waiting() {
        return fixture.count("SELECT count(*) FROM subscriber WHERE waiting_since IS NOT NULL");
    }
}
