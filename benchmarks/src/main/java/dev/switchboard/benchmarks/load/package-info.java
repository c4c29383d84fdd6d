/**
 * A light load generator: one thread, plain sockets, keep-alive; latencies without coordinated
 * omission.
 */
@NullMarked
package dev.switchboard.benchmarks.load;

import org.jspecify.annotations.NullMarked;
