/** Events that were decided but not yet acknowledged by the broker, and their way to it. */
@NullMarked
package dev.switchboard.provisioner.outbox;

import org.jspecify.annotations.NullMarked;
