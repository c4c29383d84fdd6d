/** Realistic people, the same for the same seed, as requests and as rows of a large store. */
@NullMarked
package dev.switchboard.benchmarks.people;

import org.jspecify.annotations.NullMarked;
