/** Reads, once all is calm, what the topics and the tables hold. */
@NullMarked
package dev.switchboard.faults.evidence;

import org.jspecify.annotations.NullMarked;
