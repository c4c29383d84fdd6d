package dev.switchboard.faults.history;

/**
 * A promise that was broken.
 *
 * @param promise which one, in a few words
 * @param what what was seen, with ids to look for in logs and topics
 */
public record Violation(String promise, String what) {

    @Override
    public String toString() {
        return promise + ": " + what;
    }
}
