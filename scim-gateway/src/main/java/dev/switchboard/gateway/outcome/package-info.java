/** The outcomes of this instance's commands: one partition, read from its end, and who waits. */
@NullMarked
package dev.switchboard.gateway.outcome;

import org.jspecify.annotations.NullMarked;
