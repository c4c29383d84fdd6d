/**
 * What is measured: the system in processes of its own, the endpoint to compare with, and what each
 * process uses.
 */
@NullMarked
package dev.switchboard.benchmarks.stack;

import org.jspecify.annotations.NullMarked;
