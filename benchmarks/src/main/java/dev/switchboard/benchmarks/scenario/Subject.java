package dev.switchboard.benchmarks.scenario;

import dev.switchboard.benchmarks.load.HttpRequests;
import dev.switchboard.benchmarks.stack.Baseline;
import dev.switchboard.benchmarks.stack.BenchStack;

import java.net.InetSocketAddress;
import java.util.Map;

/**
 * What is measured: the system, or the baseline beside it.
 *
 * @param http writes requests to it
 * @param pids its processes by name
 */
record Subject(String name, InetSocketAddress address, HttpRequests http, Map<String, Long> pids) {

    static Subject of(BenchStack stack) {
        return new Subject("switchboard", stack.gateway(), stack.requests(), stack.pids());
    }

    static Subject of(Baseline baseline) {
        return new Subject("baseline", baseline.address(), baseline.requests(), baseline.pids());
    }
}
