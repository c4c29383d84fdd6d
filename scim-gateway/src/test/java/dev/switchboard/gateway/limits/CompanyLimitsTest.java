package dev.switchboard.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.limits.CompanyLimits.Admission;
import dev.switchboard.gateway.limits.CompanyLimits.Limit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class CompanyLimitsTest {

    private final UUID busy = UUID.randomUUID();
    private final UUID neighbour = UUID.randomUUID();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void whatOneCompanyAsksTakesNothingFromAnother() {
        CompanyLimits limits =
                limits(
                        new LimitProperties(
                                5, 5, 100, 100, Duration.ZERO, Duration.ZERO, 100, Duration.ZERO));
        for (int i = 0; i < 5; i++) {
            assertThat(limits.admit(busy, true)).isInstanceOf(Admission.Admitted.class);
        }

        assertThat(limits.admit(busy, true)).isEqualTo(new Admission.TooMuch(Limit.RATE, 1));
        assertThat(limits.admit(neighbour, true)).isInstanceOf(Admission.Admitted.class);
        assertThat(meters.counter("switchboard.gateway.limited", "limit", "rate").count())
                .isEqualTo(1);
    }

    @Test
    void boundsWritesUntilTheyAreAnswered() {
        CompanyLimits limits = limits(writes(2, 2, Duration.ZERO, Duration.ZERO));
        List<Admission> underWay = new ArrayList<>();
        underWay.add(limits.admit(busy, true));
        underWay.add(limits.admit(busy, true));

        assertThat(limits.admit(busy, true))
                .isEqualTo(new Admission.TooMuch(Limit.WRITES_IN_FLIGHT, 0));
        assertThat(limits.admit(busy, false)).isInstanceOf(Admission.Admitted.class);
        assertThat(limits.admit(neighbour, true)).isInstanceOf(Admission.Admitted.class);

        ((Admission.Admitted) underWay.getFirst()).close();
        assertThat(limits.admit(busy, true)).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void hasAFewWritesUnderWayBesideOthersAndManyAlone() {
        CompanyLimits limits = limits(writes(100, 2, Duration.ZERO, Duration.ofMillis(1)));
        for (int i = 0; i < 10; i++) {
            assertThat(limits.admit(busy, true)).isInstanceOf(Admission.Admitted.class);
        }

        assertThat(limits.admit(neighbour, true)).isInstanceOf(Admission.Admitted.class);
        assertThat(limits.admit(neighbour, true)).isInstanceOf(Admission.Admitted.class);
        assertThat(limits.admit(neighbour, true))
                .isEqualTo(new Admission.TooMuch(Limit.WRITES_IN_FLIGHT, 0));
        assertThat(limits.admit(busy, true))
                .isEqualTo(new Admission.TooMuch(Limit.WRITES_IN_FLIGHT, 0));
    }

    @Test
    void beginsTheNextFewBesideOthersAfterAPauseOnly() {
        CompanyLimits limits = limits(writes(100, 2, Duration.ofMinutes(1), Duration.ZERO));
        limits.admit(busy, true);
        for (int i = 0; i < 2; i++) {
            ((Admission.Admitted) limits.admit(neighbour, true)).close();
        }

        assertThat(limits.admit(neighbour, true))
                .isEqualTo(new Admission.TooMuch(Limit.WRITES_IN_FLIGHT, 0));
    }

    @Test
    void letsTheWritesOfBulkRequestsTakeTheTurnsOfTheirCompany() {
        CompanyLimits limits = limits(writes(100, 2, Duration.ZERO, Duration.ZERO));
        limits.admit(busy, true);
        for (int i = 0; i < 3; i++) {
            assertThat(limits.admitBulk(neighbour)).isInstanceOf(Admission.Admitted.class);
        }

        Optional<Admission.Admitted> first = limits.beginWrite(neighbour, Duration.ZERO);
        assertThat(first).isPresent();
        assertThat(limits.admit(neighbour, true)).isInstanceOf(Admission.Admitted.class);
        assertThat(limits.beginWrite(neighbour, Duration.ZERO)).isEmpty();

        first.orElseThrow().close();
        assertThat(limits.beginWrite(neighbour, Duration.ZERO)).isPresent();
    }

    @Test
    void seesTheWritesOfABulkRequestAsThoseOfAnotherCompany() {
        CompanyLimits limits = limits(writes(100, 1, Duration.ZERO, Duration.ZERO));
        assertThat(limits.beginWrite(busy, Duration.ZERO)).isPresent();

        assertThat(limits.admit(neighbour, true)).isInstanceOf(Admission.Admitted.class);
        assertThat(limits.admit(neighbour, true))
                .isEqualTo(new Admission.TooMuch(Limit.WRITES_IN_FLIGHT, 0));
    }

    @Test
    void boundsReadsUntilTheyAreAnswered() {
        CompanyLimits limits =
                limits(
                        new LimitProperties(
                                0, 1, 1, 1, Duration.ZERO, Duration.ZERO, 1, Duration.ofMillis(1)));
        Admission first = limits.beginRead(busy);

        assertThat(limits.beginRead(busy))
                .isEqualTo(new Admission.TooMuch(Limit.READS_IN_FLIGHT, 0));
        assertThat(limits.beginRead(neighbour)).isInstanceOf(Admission.Admitted.class);

        ((Admission.Admitted) first).close();
        assertThat(limits.beginRead(busy)).isInstanceOf(Admission.Admitted.class);
    }

    /** No limit but those of writes. */
    private static LimitProperties writes(
            int inFlight, int besideOthers, Duration round, Duration wait) {
        return new LimitProperties(0, 1, inFlight, besideOthers, round, wait, 1, Duration.ZERO);
    }

    private CompanyLimits limits(LimitProperties properties) {
        return new CompanyLimits(
                properties,
                Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC),
                meters);
    }
}
