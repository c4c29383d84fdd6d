/** What is measured, one class for each command. */
@NullMarked
package dev.switchboard.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
