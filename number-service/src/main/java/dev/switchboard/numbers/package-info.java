/**
 * Inventory and assignment of telephone numbers. The way of a number: {@code intake} hears of a
 * user, {@code assignment} gives them a number, {@code outbox} tells the others; {@code inventory}
 * brings numbers in and back, {@code admin} is its door.
 */
@NullMarked
package dev.switchboard.numbers;

import org.jspecify.annotations.NullMarked;
