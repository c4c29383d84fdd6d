package dev.switchboard.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.faults.history.Attempt.Action;
import dev.switchboard.faults.history.Evidence.Licence;
import dev.switchboard.faults.history.Evidence.NumberState;
import dev.switchboard.faults.history.Evidence.SentEvent;
import dev.switchboard.faults.history.Evidence.UserState;
import dev.switchboard.faults.history.Evidence.WaitingUser;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A history in which one promise is broken is not let pass. */
final class HistoryCheckTest {

    private final Story story = new Story();

    @Test
    void findsNothingWrongWithATrueHistory() {
        story.created("r1", "u1", 1).patched("r2", "u1", 2, 200).read("r3", "u1", 2);
        story.users.add(story.user("u1", 2, "r2", null));

        assertThat(story.broken()).isEmpty();
    }

    @Test
    void findsNothingWrongWithWhatWasAppliedAfterItsAnswer() {
        story.created("r1", "u1", 1).patched("r2", "u1", 2, 429).read("r3", "u1", 2);
        story.users.add(story.user("u1", 2, "r2", null));

        assertThat(story.broken()).isEmpty();
    }

    @Test
    void catchesAnAnsweredWriteThatIsLost() {
        story.created("r1", "u1", 1);
        story.attempt(
                "r2", Action.PATCH_USER, "u1", Map.of("title", "r2", "nickName", "r2"), 200, 2);
        story.users.add(story.user("u1", 1, "r1", null));

        assertThat(story.broken()).containsOnlyOnce("2xx is done and has its event");
    }

    @Test
    void catchesAWriteThatIsAppliedTwice() {
        story.created("r1", "u1", 1).patched("r2", "u1", 2, 200);
        story.event("u1", 3, "command of r2", "r2");
        story.users.add(story.user("u1", 3, "r2", null));

        assertThat(story.broken()).containsOnlyOnce("nothing is applied twice");
    }

    @Test
    void catchesARequestThatBecameTwoCommands() {
        story.created("r1", "u1", 1);
        story.commands.add(new Evidence.SentCommand("another command of r1", "r1", "u1"));
        story.outcomes.add("another command of r1");
        story.users.add(story.user("u1", 1, "r1", null));

        assertThat(story.broken()).containsExactly("a request is one command");
    }

    @Test
    void catchesARefusedWriteThatChangedSomething() {
        story.created("r1", "u1", 1).patched("r2", "u1", 2, 400);
        story.users.add(story.user("u1", 2, "r2", null));

        assertThat(story.broken()).containsExactly("4xx changed nothing");
    }

    @Test
    void catchesARecordedCommandThatWasCalledNotRecorded() {
        story.created("r1", "u1", 1).patched("r2", "u1", 2, 429);
        story.attempts.set(
                1,
                story.withDetail(
                        story.attempts.get(1),
                        "The request was not recorded, nothing was changed."));
        story.users.add(story.user("u1", 2, "r2", null));

        assertThat(story.broken()).containsExactly("'not recorded' is true");
    }

    @Test
    void catchesA429ThatDoesNotSayWhenToComeAgain() {
        story.created("r1", "u1", 1).patched("r2", "u1", 2, 429);
        story.attempts.set(1, story.withoutRetryAfter(story.attempts.get(1)));
        story.users.add(story.user("u1", 2, "r2", null));

        assertThat(story.broken()).containsExactly("429 says when to come again");
    }

    @Test
    void catchesAWriteAppliedByHalves() {
        story.created("r1", "u1", 1).patched("r2", "u1", 2, 429);
        SentEvent whole = story.events.getLast();
        story.events.set(1, story.withState(whole, Map.of("title", "r2", "nickName", "r1")));

        assertThat(story.broken())
                .contains("nothing is applied by halves", "a write is applied whole (nickName)");
    }

    @Test
    void catchesAVersionWithoutAnEvent() {
        story.created("r1", "u1", 1).patched("r2", "u1", 3, 200);
        story.users.add(story.user("u1", 3, "r2", null));

        assertThat(story.broken()).containsExactly("one event for each version, in order");
    }

    @Test
    void catchesEventsInTheWrongOrder() {
        story.created("r1", "u1", 1).patched("r2", "u1", 3, 200).patched("r3", "u1", 2, 200);

        assertThat(story.broken()).contains("one event for each version, in order");
    }

    @Test
    void doesNotMindAnEventThatCameTwice() {
        story.created("r1", "u1", 1).patched("r2", "u1", 2, 200);
        story.events.add(story.events.getFirst());
        story.users.add(story.user("u1", 2, "r2", null));

        assertThat(story.broken()).isEmpty();
    }

    @Test
    void catchesTwoEventsOfOneVersion() {
        story.created("r1", "u1", 1);
        story.event("u1", 1, "command of r1", "r1");

        assertThat(story.broken()).contains("one event for each version, in order");
    }

    @Test
    void catchesAReadOfAnOlderVersion() {
        story.created("r1", "u1", 1).patched("r2", "u1", 2, 200).read("r3", "u1", 1);
        story.users.add(story.user("u1", 2, "r2", null));

        assertThat(story.broken()).contains("versions never go back");
    }

    @Test
    void catchesAUserWhoIsNotFoundAgain() {
        story.created("r1", "u1", 1);
        story.attempt("r2", Action.READ_USER, "u1", Map.of(), 404, 0);
        story.users.add(story.user("u1", 1, "r1", null));

        assertThat(story.broken()).containsExactly("what was answered 2xx is there");
    }

    @Test
    void catchesAStoreThatIsNotWhatTheEventsTell() {
        story.created("r1", "u1", 1);
        story.users.add(story.user("u1", 1, "other", null));

        assertThat(story.broken()).contains("the store is what its events tell");
    }

    @Test
    void catchesAUserWhoIsMissingInTheStore() {
        story.created("r1", "u1", 1);

        assertThat(story.broken()).containsExactly("the store is what its events tell");
    }

    @Test
    void catchesAForeignCompanysSuccess() {
        story.created("r1", "u1", 1).patched("r2", "u1", 2, 200);
        story.attempts.set(1, story.withMust(story.attempts.get(1), 404));
        story.users.add(story.user("u1", 2, "r2", null));

        assertThat(story.broken()).containsExactly("an answer is true (it had to be 404)");
    }

    @Test
    void catchesACommandThatIsNeverDecided() {
        story.created("r1", "u1", 1);
        story.users.add(story.user("u1", 1, "r1", null));
        story.commands.add(new Evidence.SentCommand("lost", "r2", "u1"));

        assertThat(story.broken()).containsExactly("every command is decided");
    }

    @Test
    void catchesServicesThatDoNotAgreeOnANumber() {
        story.created("r1", "u1", 1);
        story.users.add(story.user("u1", 1, "r1", null));
        story.numbers.add(new NumberState("+12125550100", "212", "assigned", "u1"));

        assertThat(story.broken()).containsExactly("both services say the same");
    }

    @Test
    void catchesTwoNumbersOfOneUserAndTwoUsersOfOneNumber() {
        UserState first = story.user("u1", 1, "r1", "+12125550100");
        UserState second = story.user("u2", 1, "r2", "+12125550100");
        story.created("r1", "u1", 1).created("r2", "u2", 1);
        story.users.addAll(List.of(first, second));
        story.numbers.add(new NumberState("+12125550100", "212", "assigned", "u1"));
        story.numbers.add(new NumberState("+12125550101", "212", "assigned", "u1"));

        assertThat(story.broken()).contains("one user, one number", "one number, one user");
    }

    @Test
    void catchesAUserWhoWaitsForNothing() {
        story.created("r1", "u1", 1);
        story.users.add(story.user("u1", 1, "r1", null));
        story.numbers.add(new NumberState("+12125550100", "212", "available", null));
        story.waiting.add(new WaitingUser("u1", List.of("212")));

        assertThat(story.broken()).containsExactly("nobody waits while a number is free");
    }

    @Test
    void catchesAUserWhoIsNotServedFromAnAreaCodeToFallBackOn() {
        story.created("r1", "u1", 1);
        story.users.add(story.user("u1", 1, "r1", null));
        story.numbers.add(new NumberState("+16465550100", "646", "available", null));
        story.waiting.add(new WaitingUser("u1", List.of("212", "646")));

        assertThat(story.broken()).containsExactly("nobody waits while a number is free");
    }

    @Test
    void findsNothingWrongWithLicencesThatAreCountedAndToldOnce() {
        story.created("r1", "u1", 1);
        story.users.add(story.user("u1", 1, "r1", null));
        story.stock(5, 1);
        story.licenceEvent("consumed", "u1", 1);
        story.licenceEvents.add(story.licenceEvents.getFirst());

        assertThat(story.broken()).isEmpty();
    }

    @Test
    void catchesALicenceThatIsHeldAndNotCounted() {
        story.created("r1", "u1", 1);
        story.users.add(story.user("u1", 1, "r1", null));
        story.stock(5, 0);
        story.licenceEvent("consumed", "u1", 1);

        assertThat(story.broken()).containsExactly("licences are counted truly");
    }

    @Test
    void catchesALicenceThatIsToldTwiceUnderTwoIds() {
        story.created("r1", "u1", 1);
        story.users.add(story.user("u1", 1, "r1", null));
        story.stock(5, 1);
        story.licenceEvent("consumed", "u1", 1);
        story.licenceEvent("consumed", "u1", 2);

        assertThat(story.broken()).containsExactly("licence events tell each step once, in order");
    }

    @Test
    void catchesALicenceThatBillingIsNotToldOf() {
        story.created("r1", "u1", 1);
        story.users.add(story.user("u1", 1, "r1", null));
        story.stock(5, 1);

        assertThat(story.broken()).containsExactly("licence events tell who holds one");
    }

    @Test
    void catchesAUserWhoWaitsForALicenceThatIsFree() {
        story.created("r1", "u1", 1);
        UserState user = story.user("u1", 1, "r1", null);
        story.users.add(story.withLicence(user, true, new Licence(null, "voice")));
        story.stock(5, 0);

        assertThat(story.broken()).containsExactly("nobody waits while a licence is free");
    }

    @Test
    void catchesASuspendedUserWhoHoldsALicence() {
        story.created("r1", "u1", 1);
        UserState user = story.user("u1", 1, "r1", null);
        story.users.add(story.withLicence(user, false, new Licence("voice", null)));

        assertThat(story.broken())
                .containsExactly("active users have a licence or wait for one, others do not");
    }

    @Test
    void catchesWhatIsLeftUndone() {
        story.left.put("dead letters in user.commands-dlt", 1L);

        assertThat(story.broken()).containsExactly("nothing is left undone");
    }

    @Test
    void catchesAGroupPushAppliedByHalves() {
        story.created("r1", "u1", 1).created("r2", "u2", 1);
        story.users.add(story.user("u1", 1, "r1", null));
        story.users.add(story.user("u2", 1, "r2", null));
        story.groupPush("r3", "g1", Set.of("u1", "u2"), Set.of("u1"));

        assertThat(story.broken()).containsExactly("a group push is applied whole (u2 is missing)");
    }
}
