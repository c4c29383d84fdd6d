/** Messages that were decided but not yet acknowledged by the broker, and their way to it. */
@NullMarked
package dev.switchboard.pipeline.outbox;

import org.jspecify.annotations.NullMarked;
