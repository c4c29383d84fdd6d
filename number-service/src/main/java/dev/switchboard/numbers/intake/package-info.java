/** The way in: user events from the broker, bad ones to the dead letters. */
@NullMarked
package dev.switchboard.numbers.intake;

import org.jspecify.annotations.NullMarked;
