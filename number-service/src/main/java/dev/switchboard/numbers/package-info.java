/** Inventory and assignment of telephone numbers. */
@NullMarked
package dev.switchboard.numbers;

import org.jspecify.annotations.NullMarked;
