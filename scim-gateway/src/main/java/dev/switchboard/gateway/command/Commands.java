package dev.switchboard.gateway.command;

import dev.switchboard.gateway.GatewayProperties;
import dev.switchboard.gateway.command.CommandPublisher.Publication;
import dev.switchboard.gateway.command.Reply.Cause;
import dev.switchboard.gateway.outcome.Instance;
import dev.switchboard.gateway.outcome.OutcomeReader;
import dev.switchboard.gateway.outcome.OutcomeWaiters;
import dev.switchboard.gateway.outcome.OutcomeWaiters.Waiter;
import dev.switchboard.messages.Command;
import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.Outcome;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Publishes a command and waits for its outcome: the one thing that a gateway does for a write. It
 * never guesses what the outcome will be, and it tells "recorded, not decided yet" from "not
 * recorded" and from "not known".
 */
@Component
public final class Commands {

    private final CommandPublisher publisher;
    private final BooleanSupplier outcomesAreRead;
    private final OutcomeWaiters waiters;
    private final Instance instance;
    private final Clock clock;
    private final CommandMetrics metrics;
    private final Duration patience;
    private final Semaphore places;
    private final Crowd crowd = new Crowd();

    @Autowired
    Commands(
            CommandPublisher publisher,
            OutcomeReader outcomes,
            OutcomeWaiters waiters,
            Instance instance,
            Clock clock,
            CommandMetrics metrics,
            GatewayProperties properties) {
        this(publisher, outcomes::isPositioned, waiters, instance, clock, metrics, properties);
    }

    Commands(
            CommandPublisher publisher,
            BooleanSupplier outcomesAreRead,
            OutcomeWaiters waiters,
            Instance instance,
            Clock clock,
            CommandMetrics metrics,
            GatewayProperties properties) {
        this.publisher = publisher;
        this.outcomesAreRead = outcomesAreRead;
        this.waiters = waiters;
        this.instance = instance;
        this.clock = clock;
        this.metrics = metrics;
        this.patience = properties.outcomeTimeout();
        this.places = new Semaphore(properties.maxInFlight());
    }

    /**
     * Asks the provisioner to decide {@code command}, and waits.
     *
     * @return the outcome, or why there is none and whether the command is recorded
     */
    public Reply ask(Command command, Origin origin) {
        if (!outcomesAreRead.getAsBoolean()) {
            return metrics.undecided(Recorded.NO, Cause.NOT_READY);
        }
        if (!places.tryAcquire()) {
            return metrics.undecided(Recorded.NO, Cause.TOO_MANY_IN_FLIGHT);
        }
        Envelope envelope = envelope(command, origin);
        // Registered before it is sent, so that no outcome can be faster than its waiter.
        try (Waiter waiter = waiters.register(envelope.id())) {
            return publishAndWait(envelope, command, waiter);
        } finally {
            places.release();
        }
    }

    private Reply publishAndWait(Envelope envelope, Command command, Waiter waiter) {
        CommandMetrics.Sample sample = metrics.start();
        Publication publication = publisher.publish(envelope, command);
        if (!crowd.isThere(waiters.size(), clock.millis())
                && publication.recorded() != Recorded.NO) {
            publisher.hurry();
        }
        publication.whenNotRecorded(waiter::giveUp);
        Optional<Outcome> outcome;
        try {
            outcome = waiter.await(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return metrics.undecided(publication.recorded(), Cause.NOT_READY);
        }
        if (outcome.isPresent()) {
            sample.stop(command, outcome.get());
            return new Reply.Decided(outcome.get());
        }
        return metrics.undecided(publication.recorded(), publication.cause());
    }

    private Envelope envelope(Command command, Origin origin) {
        UUID commandId = MessageIds.next();
        return new Envelope(
                commandId,
                "/scim-gateway/" + instance.id(),
                Envelope.subjectOf(command.resourceType(), command.resourceId()),
                clock.instant(),
                origin.companyId(),
                origin.requestId(),
                null,
                origin.traceparent(),
                instance.replyTo());
    }
}
