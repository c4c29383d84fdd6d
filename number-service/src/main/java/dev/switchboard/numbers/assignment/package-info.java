/**
 * Which user has which number: the rules (pure), and the transactions that carry them out. Locks
 * are always taken in one order: users by id, numbers on hold, area codes ascending; so no two
 * transactions wait for each other.
 */
@NullMarked
package dev.switchboard.numbers.assignment;

import org.jspecify.annotations.NullMarked;
