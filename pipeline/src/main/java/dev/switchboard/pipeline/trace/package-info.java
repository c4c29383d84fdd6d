/**
 * One trace from the HTTP request over command, decision, outcome and event to the number: off
 * where no collector is named.
 */
@NullMarked
package dev.switchboard.pipeline.trace;

import org.jspecify.annotations.NullMarked;
