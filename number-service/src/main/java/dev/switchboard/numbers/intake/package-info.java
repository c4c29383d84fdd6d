/** The way in: user events from the broker, bad ones to the dead letters, topics made at start. */
@NullMarked
package dev.switchboard.numbers.intake;

import org.jspecify.annotations.NullMarked;
