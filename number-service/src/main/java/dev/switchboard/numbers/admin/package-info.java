/** The admin API over HTTP: import, lists, counts, one number's history. */
@NullMarked
package dev.switchboard.numbers.admin;

import org.jspecify.annotations.NullMarked;
