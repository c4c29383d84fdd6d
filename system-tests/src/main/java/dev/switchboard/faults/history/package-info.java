/** What was asked and answered, what topics and tables say of it, and whether that fits. */
@NullMarked
package dev.switchboard.faults.history;

import org.jspecify.annotations.NullMarked;
