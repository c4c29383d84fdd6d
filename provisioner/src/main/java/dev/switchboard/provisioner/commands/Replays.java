package dev.switchboard.provisioner.commands;

import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.Outcome.Reason;
import dev.switchboard.userstore.Outcomes;
import dev.switchboard.userstore.RecordedOutcome;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Commands that an operator sent again from the dead letters. One that failed is decided anew; one
 * that was applied after all is not. None undoes what came later: where the resource was changed
 * since, it is refused.
 */
@Component
final class Replays {

    private final Outcomes outcomes;
    private final JsonMapper json = JsonMapper.shared();

    Replays(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    /** Whether the command is to be decided anew although it has an outcome: that it failed. */
    boolean isDecidedAnew(Incoming again, RecordedOutcome recorded) {
        return again.isReplay()
                && Reason.FAILED
                        .name()
                        .equals(json.readTree(recorded.body()).path("reason").asString(""));
    }

    /**
     * Refuses the replays among {@code fresh} whose resource has been changed since they failed.
     *
     * @param failures the outcomes of those that failed before; they are forgotten
     * @return those that are left to be decided
     */
    List<Incoming> withoutOvertaken(
            Collection<Incoming> fresh, Map<UUID, RecordedOutcome> failures, Results results) {
        if (fresh.stream().noneMatch(Incoming::isReplay)) {
            return List.copyOf(fresh);
        }
        outcomes.forget(failures.keySet());
        Map<UUID, Instant> changes =
                outcomes.lastChanges(
                        fresh.stream()
                                .filter(Incoming::isReplay)
                                .map(i -> i.command().resourceId())
                                .toList());
        List<Incoming> left = new ArrayList<>();
        for (Incoming each : fresh) {
            Instant changed = changes.get(each.command().resourceId());
            if (each.isReplay() && changed != null && changed.isAfter(since(each, failures))) {
                results.decided(each, overtaken(each), null);
            } else {
                left.add(each);
            }
        }
        return left;
    }

    /** When it failed; what could not even be read then has no outcome, only its own time. */
    private static Instant since(Incoming each, Map<UUID, RecordedOutcome> failures) {
        RecordedOutcome failure = failures.get(each.id());
        return failure == null ? each.envelope().time() : failure.recordedAt();
    }

    private static Outcome overtaken(Incoming each) {
        return new Outcome.Refused(
                each.command().resourceId(),
                Reason.VERSION_MISMATCH,
                "The resource was changed after this request had failed, so sending it again would undo"
                        + " something newer. Nothing was changed; let the client send its current state.");
    }
}
