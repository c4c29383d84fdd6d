/** The stock: import, return of numbers that have rested, what there is. */
@NullMarked
package dev.switchboard.numbers.inventory;

import org.jspecify.annotations.NullMarked;
