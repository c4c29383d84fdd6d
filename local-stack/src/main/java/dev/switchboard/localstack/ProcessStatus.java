package dev.switchboard.localstack;

import java.util.OptionalLong;

/**
 * How one process of the stack is.
 *
 * @param name e.g. {@code provisioner-1}
 * @param pid empty if it does not run
 * @param port the one that others use
 */
public record ProcessStatus(String name, OptionalLong pid, int port, Health health) {

    /** What was found. */
    public enum Health {
        /** It runs and answers. */
        READY,
        /** It runs and does not answer, or answers that it is not ready. */
        NOT_READY,
        /** It does not run. */
        STOPPED
    }
}
