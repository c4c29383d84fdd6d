package dev.switchboard.numbers.assignment;

import static dev.switchboard.numbers.assignment.Examples.ACME;
import static dev.switchboard.numbers.assignment.Examples.GLOBEX;
import static dev.switchboard.numbers.assignment.Examples.NOON;
import static dev.switchboard.numbers.assignment.Examples.free;
import static dev.switchboard.numbers.assignment.Examples.user;
import static dev.switchboard.numbers.assignment.Examples.waitingSince;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

final class PairingTest {

    private static final FreeNumber SHARED = free("+12125550100", null, null);
    private static final FreeNumber ACMES = free("+12125550150", ACME, NOON);

    @Test
    void takesTheCompanysOwnNumberBeforeTheSharedPools() {
        Subscriber user = user(1);

        assertThat(Pairing.of(List.of(user), List.of(SHARED, ACMES))).containsEntry(user, ACMES);
    }

    @Test
    void givesNobodyAnotherCompanysNumber() {
        assertThat(Pairing.of(List.of(user(1, GLOBEX, "212")), List.of(ACMES))).isEmpty();
    }

    @Test
    void givesNobodyANumberOfAnotherAreaCode() {
        assertThat(Pairing.of(List.of(user(1, ACME, "415")), List.of(SHARED, ACMES))).isEmpty();
        assertThat(Pairing.of(List.of(user(1, ACME)), List.of(SHARED, ACMES))).isEmpty();
    }

    @Test
    void servesWhoCameFirst() {
        Subscriber early = waitingSince(NOON, user(3));
        Subscriber later = waitingSince(NOON.plusSeconds(1), user(2));
        Subscriber fresh = user(1);

        assertThat(Pairing.of(List.of(fresh, later, early), List.of(SHARED)))
                .containsOnlyKeys(early);
        assertThat(Pairing.of(List.of(fresh, later, early), List.of(SHARED, ACMES)))
                .containsOnlyKeys(early, later);
    }

    @Test
    void givesTheNumberThatHasBeenUnusedForLongest() {
        FreeNumber neverUsed = free("+12125550103", null, null);
        FreeNumber longAgo = free("+12125550102", null, NOON.minusSeconds(9));
        FreeNumber justNow = free("+12125550101", null, NOON);
        List<FreeNumber> numbers = List.of(justNow, longAgo, neverUsed);

        assertThat(Pairing.of(List.of(user(1), user(2), user(3)), numbers))
                .containsEntry(user(1), neverUsed)
                .containsEntry(user(2), longAgo)
                .containsEntry(user(3), justNow);
    }
}
