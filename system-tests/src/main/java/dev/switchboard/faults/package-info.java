/** The fault machine: a loaded stack whose parts are killed, frozen and cut off, and a verdict. */
@NullMarked
package dev.switchboard.faults;

import org.jspecify.annotations.NullMarked;
