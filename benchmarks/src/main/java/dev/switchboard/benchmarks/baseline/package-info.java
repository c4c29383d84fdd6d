/**
 * The endpoint to compare with: inserts the same row and commits for each request, with nothing
 * else.
 */
@NullMarked
package dev.switchboard.benchmarks.baseline;

import org.jspecify.annotations.NullMarked;
