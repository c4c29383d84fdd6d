package dev.switchboard.benchmarks.stack;

/**
 * What one process has used in a span of time.
 *
 * @param name e.g. {@code provisioner-1}; PostgreSQL's and its workers' use are one
 * @param cpuSeconds processor time of all its threads
 * @param residentMib resident memory at the end of the span, in MiB
 */
public record ProcessUse(String name, double cpuSeconds, double residentMib) {}
