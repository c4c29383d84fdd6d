package dev.switchboard.numbers.assignment;

import static dev.switchboard.numbers.assignment.Examples.NOON;
import static dev.switchboard.numbers.assignment.Examples.change;
import static dev.switchboard.numbers.assignment.Examples.user;
import static dev.switchboard.numbers.assignment.Examples.waitingSince;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.Entitlement;
import dev.switchboard.messages.OfficeChangePolicy;
import dev.switchboard.numbers.assignment.Subscriber.Waiting;

import org.junit.jupiter.api.Test;

import java.util.List;

final class SubscriberTest {

    @Test
    void ignoresWhatIsNotNewerThanWhatWasSeen() {
        Subscriber user = user(1).after(List.of(change(5, UserState.SUSPENDED, "212")));

        assertThat(user.after(List.of(change(5, UserState.ACTIVE, "415")))).isEqualTo(user);
        assertThat(user.after(List.of(change(4, UserState.ACTIVE, "415")))).isEqualTo(user);
    }

    @Test
    void endsWhereTheNewestOfSeveralChangesLeads() {
        Subscriber user =
                user(1).after(
                                List.of(
                                        change(2, UserState.SUSPENDED, "212"),
                                        change(4, UserState.ACTIVE, "415"),
                                        change(3, UserState.SUSPENDED, "704")));

        assertThat(user.version()).isEqualTo(4);
        assertThat(user.state()).isEqualTo(UserState.ACTIVE);
        assertThat(user.areaCodes()).containsExactly("415");
    }

    @Test
    void staysDeleted() {
        Subscriber deleted = user(1).after(List.of(change(2, UserState.DELETED)));

        assertThat(deleted.after(List.of(change(3, UserState.ACTIVE, "212")))).isEqualTo(deleted);
    }

    @Test
    void remembersByWhichExternalIdTheDeletedUserWasKnown() {
        Subscriber deleted =
                user(1).after(
                                List.of(
                                        change(2, UserState.ACTIVE, "212"),
                                        change(3, UserState.DELETED)));

        assertThat(deleted.externalId()).isEqualTo("ext-2");
    }

    @Test
    void joinsTheEndOfAnotherListOnAMoveToAnotherAreaCode() {
        Subscriber waiting = waitingSince(NOON, user(1));

        assertThat(waiting.after(List.of(change(2, UserState.ACTIVE, "415"))).waiting())
                .isEqualTo(new Waiting(null, "212"));
        assertThat(waiting.after(List.of(change(2, UserState.ACTIVE, "212"))).waiting())
                .isEqualTo(new Waiting(NOON, "212"));
    }

    @Test
    void staysWithoutANumberThatAnAdminTookUntilAnotherIsAskedFor() {
        Subscriber withheld =
                user(1).after(List.of(change(2, asking("+12125550101"))))
                        .withByHand(ByHand.WITHHELD);

        assertThat(withheld.after(List.of(change(3, asking("+12125550101")))).byHand())
                .isEqualTo(ByHand.WITHHELD);
        assertThat(withheld.after(List.of(change(3, asking("+12125550102")))).byHand())
                .isEqualTo(ByHand.NONE);
    }

    /** With a licence that comes without a number, so the request is not judged. */
    private static Profile asking(String e164) {
        return new Profile(
                "ext",
                null,
                List.of("212"),
                UserState.ACTIVE,
                new Entitlement(false, e164, OfficeChangePolicy.KEEP));
    }
}
