package dev.switchboard.faults.history;

import java.util.ArrayList;
import java.util.List;

/** Holds a run's history against what topics and tables say. */
public final class HistoryCheck {

    private HistoryCheck() {}

    /**
     * All broken promises.
     *
     * @param attempts every request of the run, those of one client in order
     */
    public static List<Violation> check(List<Attempt> attempts, Evidence evidence) {
        Timeline timeline = Timeline.of(evidence);
        List<Violation> violations = new ArrayList<>();
        violations.addAll(new EventCheck(evidence, timeline).check());
        violations.addAll(new AnswerCheck(attempts, evidence, timeline).check());
        violations.addAll(new ReadCheck(attempts, timeline).check());
        violations.addAll(new StoreCheck(evidence, timeline).check());
        violations.addAll(new NumberCheck(evidence).check());
        violations.addAll(new LicenceCheck(evidence).check());
        return violations;
    }
}
