/** The commands that the door publishes, each answered by its outcome or by the end of waiting. */
@NullMarked
package dev.switchboard.gateway.command;

import org.jspecify.annotations.NullMarked;
