/** The command line of the benchmarks: {@code ./switchboard bench}. */
@NullMarked
package dev.switchboard.benchmarks;

import org.jspecify.annotations.NullMarked;
