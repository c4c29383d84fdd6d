package dev.switchboard.gateway.command;

import dev.switchboard.gateway.command.Reply.Cause;
import dev.switchboard.gateway.outcome.OutcomeWaiters;
import dev.switchboard.messages.Command;
import dev.switchboard.messages.Outcome;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

import java.util.Locale;

/**
 * What is measured of commands. Every command asked is counted once: in the timer where it was
 * decided, else in the counter. Alert on any {@code undecided} that lasts, and on the timer's 99th
 * percentile near the outcome timeout.
 */
@Component
final class CommandMetrics {

    private final MeterRegistry meters;

    CommandMetrics(MeterRegistry meters, OutcomeWaiters waiters) {
        this.meters = meters;
        Gauge.builder("switchboard.gateway.commands.in.flight", waiters, OutcomeWaiters::size)
                .description("Requests that wait for the outcome of their command")
                .register(meters);
        // There from the start: an alert on their increase must see the first one.
        counter(Recorded.YES, Cause.NO_OUTCOME_IN_TIME);
        counter(Recorded.UNKNOWN, Cause.BROKER_AWAY);
        for (Cause cause : Cause.values()) {
            if (cause != Cause.NO_OUTCOME_IN_TIME) {
                counter(Recorded.NO, cause);
            }
        }
    }

    Sample start() {
        return new Sample(Timer.start(meters));
    }

    Reply undecided(Recorded recorded, Cause cause) {
        counter(recorded, cause).increment();
        return new Reply.Undecided(recorded, cause);
    }

    private Counter counter(Recorded recorded, Cause cause) {
        return Counter.builder("switchboard.gateway.commands.undecided")
                .description("Commands without an outcome in time, answered 429")
                .tag("recorded", lower(recorded))
                .tag("cause", lower(cause))
                .register(meters);
    }

    /** The time from publishing to the outcome of one command. */
    final class Sample {

        private final Timer.Sample sample;

        private Sample(Timer.Sample sample) {
            this.sample = sample;
        }

        void stop(Command command, Outcome outcome) {
            sample.stop(
                    Timer.builder("switchboard.gateway.commands")
                            .description("Time from publishing a command to its outcome")
                            .tag("command", nameOf(command))
                            .tag("outcome", nameOf(outcome))
                            .publishPercentileHistogram()
                            .register(meters));
        }
    }

    private static String nameOf(Command command) {
        return switch (command) {
            case Command.Create _ -> "create";
            case Command.Replace _ -> "replace";
            case Command.Patch _ -> "patch";
            case Command.Delete _ -> "delete";
        };
    }

    private static String nameOf(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Created _ -> "created";
            case Outcome.Updated _ -> "updated";
            case Outcome.Deleted _ -> "deleted";
            case Outcome.Refused refused -> lower(refused.reason());
        };
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
