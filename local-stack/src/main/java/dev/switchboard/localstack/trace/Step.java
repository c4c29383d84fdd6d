package dev.switchboard.localstack.trace;

import java.time.Instant;

/**
 * One thing that happened.
 *
 * @param at when, by the clock of the one who tells it
 * @param rank the order of what has the same time: the pipeline's
 * @param request the id of the request that it belongs to, or the empty string
 * @param who e.g. {@code okta → gateway} or {@code provisioner}
 * @param what one line
 */
record Step(Instant at, int rank, String request, String who, String what) {

    /** The rank of a request's arrival: before all that follows from it. */
    static final int ASKED = 0;

    /** As it is, but no later than {@code time}. */
    Step noLaterThan(Instant time) {
        return at.isAfter(time) ? new Step(time, rank, request, who, what) : this;
    }
}
