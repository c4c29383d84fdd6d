/** Messages that were decided but not yet acknowledged by the broker, and their way to it. */
@NullMarked
package dev.switchboard.numbers.outbox;

import org.jspecify.annotations.NullMarked;
