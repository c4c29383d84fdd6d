/** Commands from the topic to their outcome: read in batches, decided, written, answered. */
@NullMarked
package dev.switchboard.provisioner.commands;

import org.jspecify.annotations.NullMarked;
