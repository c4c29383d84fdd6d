package dev.switchboard.localstack;

import java.time.Duration;

/** Hears what a stack is doing; from several threads at once. */
@FunctionalInterface
public interface Progress {

    /** Hears, and says nothing. */
    Progress SILENT = (process, event, elapsed) -> {};

    /** What happens to a process. */
    enum Event {
        STARTING,
        READY,
        ALREADY_RUNNING,
        STOPPED,
        KILLED
    }

    /**
     * Hears what has happened just now.
     *
     * @param process its name, e.g. {@code kafka}
     * @param elapsed since it was asked to start or stop
     */
    void on(String process, Event event, Duration elapsed);
}
