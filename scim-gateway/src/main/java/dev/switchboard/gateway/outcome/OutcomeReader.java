package dev.switchboard.gateway.outcome;

import dev.switchboard.gateway.GatewayProperties;
import dev.switchboard.gateway.broker.Broker;
import dev.switchboard.messages.Topics;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Reads this instance's partition of {@link Topics#USER_OUTCOMES}, without a consumer group: from
 * the end that the partition had before the first command was published, so that no outcome of ours
 * is missed and none of the past is read. It starts before the HTTP server and stops after it,
 * waits for a broker that is away, and takes up where it was when a connection fails.
 */
@Component
public final class OutcomeReader implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutcomeReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP_TIME = Duration.ofSeconds(5);
    private static final long UNKNOWN = -1;

    private final ConsumerFactory<String, byte[]> consumers;
    private final Broker broker;
    private final OutcomeDelivery delivery;
    private final TopicPartition partition;
    private final Duration headStart;
    private final CountDownLatch firstPosition = new CountDownLatch(1);

    private volatile boolean running;
    private volatile boolean positioned;
    private volatile @Nullable Consumer<String, byte[]> current;
    private @Nullable Thread thread;
    private long nextOffset = UNKNOWN;

    OutcomeReader(
            ConsumerFactory<String, byte[]> consumers,
            Broker broker,
            OutcomeDelivery delivery,
            Instance instance,
            GatewayProperties properties) {
        this.consumers = consumers;
        this.broker = broker;
        this.delivery = delivery;
        this.headStart = properties.outcomeHeadStart();
        this.partition = new TopicPartition(Topics.USER_OUTCOMES, instance.partition());
    }

    /** Whether it reads from a known position: before that, nothing may be published. */
    public boolean isPositioned() {
        return positioned;
    }

    /**
     * Gives the reader a head start: the HTTP server opens its port after this, and a write that
     * came before the position is known would be answered 429. Without a broker the port opens all
     * the same, a little later.
     */
    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("outcomes").start(this::run);
        try {
            if (!firstPosition.await(headStart.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("Starting without outcomes: {} cannot be read yet", partition);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        positioned = false;
        Thread stopping = Objects.requireNonNull(thread);
        Consumer<String, byte[]> consumer = current;
        if (consumer == null) {
            stopping.interrupt();
        } else {
            // Gentler than an interrupt, which would break the connection instead of closing it.
            consumer.wakeup();
        }
        try {
            stopping.join(STOP_TIME);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Below the web server's, so that requests in progress still get their outcome at the end. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void run() {
        boolean complained = false;
        while (running) {
            try {
                broker.prepare();
                try (Consumer<String, byte[]> consumer = consumers.createConsumer()) {
                    current = consumer;
                    follow(consumer);
                } finally {
                    current = null;
                }
            } catch (WakeupException | org.apache.kafka.common.errors.InterruptException e) {
                // stop() was called; the loop's condition ends it.
            } catch (OffsetOutOfRangeException e) {
                log.warn(
                        "{} no longer has offset {}: reading on from its end",
                        partition,
                        nextOffset);
                positioned = false;
                nextOffset = UNKNOWN;
            } catch (KafkaException e) {
                if (!complained) {
                    log.warn("Cannot read {} yet, trying on: {}", partition, e.getMessage());
                    complained = true;
                }
                pause();
            } catch (InterruptedException e) {
                // As above.
            } catch (RuntimeException e) {
                // A fault of ours; the record is passed over, the next ones must still be heard.
                log.error("Reading outcomes from {} failed, reading on", partition, e);
                pause();
            }
        }
    }

    private void follow(Consumer<String, byte[]> consumer) {
        consumer.assign(List.of(partition));
        if (nextOffset == UNKNOWN) {
            // Asked for now: seekToEnd would leave it to the first poll, after the first command.
            nextOffset =
                    Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
        }
        consumer.seek(partition, nextOffset);
        positioned = true;
        firstPosition.countDown();
        log.info("Reading outcomes from {} at offset {}", partition, nextOffset);
        while (running) {
            for (ConsumerRecord<String, byte[]> outcome : consumer.poll(POLL)) {
                nextOffset = outcome.offset() + 1;
                delivery.deliver(outcome);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            // stop() was called; the loop's condition ends it.
        }
    }
}
