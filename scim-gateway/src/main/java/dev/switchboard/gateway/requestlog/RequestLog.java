package dev.switchboard.gateway.requestlog;

import dev.switchboard.gateway.outcome.Instance;
import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.RequestsAnswered;
import dev.switchboard.messages.RequestsAnswered.Answered;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Sends what was asked and answered to {@code request.log}, gathered for a moment, so that a
 * request pays for a place in a queue and nothing else. It is a log, not part of the answer: a
 * killed process loses what it has gathered, and what finds no place while the broker is away is
 * counted and dropped.
 */
@Component
public final class RequestLog implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RequestLog.class);

    /** Entries in one message: some hundred kilobytes. */
    private static final int AT_ONCE = 500;

    private static final Duration STOP_TIME = Duration.ofSeconds(5);

    private record Entry(UUID companyId, Answered answered) {}

    private final ProducerFactory<String, byte[]> producers;
    private final MessageCodec codec;
    private final String source;
    private final Clock clock;
    private final RequestLogProperties properties;
    private final BlockingQueue<Entry> queue;
    private final Counter written;
    private final Counter dropped;
    private volatile CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread thread;

    RequestLog(
            ProducerFactory<String, byte[]> producers,
            MessageCodec codec,
            Instance instance,
            Clock clock,
            RequestLogProperties properties,
            MeterRegistry meters) {
        this.producers = producers;
        this.codec = codec;
        this.source = "/scim-gateway/" + instance.id();
        this.clock = clock;
        this.properties = properties;
        this.queue = new ArrayBlockingQueue<>(properties.capacity());
        this.written = counter(meters, "written");
        this.dropped = counter(meters, "dropped");
    }

    /** Whether it is worth making entries. */
    public boolean isEnabled() {
        return properties.enabled();
    }

    /** Takes an entry; never blocks. */
    public void add(UUID companyId, Answered answered) {
        if (!queue.offer(new Entry(companyId, answered))) {
            dropped.increment();
        }
    }

    private void run(CountDownLatch stop) {
        List<RequestsAnswered> unsent = new ArrayList<>();
        boolean faulty = false;
        boolean ending = false;
        while (!ending) {
            try {
                ending = stop.await(properties.interval().toMillis(), TimeUnit.MILLISECONDS);
                if (unsent.isEmpty()) {
                    unsent = gathered();
                }
                @Nullable String fault = send(unsent);
                if (fault != null && !faulty) {
                    log.warn("The request log is not taken by the broker: {}; trying on", fault);
                } else if (fault == null && faulty) {
                    log.info("The request log is written again");
                }
                faulty = fault != null;
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private List<RequestsAnswered> gathered() {
        List<Entry> entries = new ArrayList<>();
        queue.drainTo(entries);
        Map<UUID, List<Answered>> byCompany = new LinkedHashMap<>();
        entries.forEach(
                entry ->
                        byCompany
                                .computeIfAbsent(entry.companyId(), _ -> new ArrayList<>())
                                .add(entry.answered()));
        List<RequestsAnswered> messages = new ArrayList<>();
        byCompany.forEach(
                (company, answered) -> {
                    for (int i = 0; i < answered.size(); i += AT_ONCE) {
                        messages.add(
                                new RequestsAnswered(
                                        company,
                                        answered.subList(
                                                i, Math.min(i + AT_ONCE, answered.size()))));
                    }
                });
        return messages;
    }

    private record Sent(RequestsAnswered message, Future<RecordMetadata> acknowledgement) {}

    /** Sends and waits; what the broker has is taken out of the list. Returns a fault's name. */
    private @Nullable String send(List<RequestsAnswered> messages) throws InterruptedException {
        if (messages.isEmpty()) {
            return null;
        }
        String fault = null;
        List<Sent> sent = new ArrayList<>();
        try {
            Producer<String, byte[]> producer = producers.createProducer();
            for (RequestsAnswered message : messages) {
                sent.add(new Sent(message, producer.send(encoded(message))));
            }
        } catch (KafkaException e) {
            fault = e.getClass().getSimpleName();
        }
        for (Sent one : sent) {
            try {
                one.acknowledgement().get();
                messages.remove(one.message());
                written.increment(one.message().requests().size());
            } catch (ExecutionException e) {
                fault = String.valueOf(e.getCause());
            }
        }
        return fault;
    }

    private ProducerRecord<String, byte[]> encoded(RequestsAnswered message) {
        UUID id = MessageIds.next();
        UUID company = message.companyId();
        var envelope =
                new Envelope(
                        id,
                        source,
                        Envelope.subjectOfCompany(company),
                        clock.instant(),
                        company,
                        id.toString(),
                        null,
                        null,
                        null);
        return codec.encode(envelope, message, company, null);
    }

    @Override
    public void start() {
        CountDownLatch stop = new CountDownLatch(1);
        stopping = stop;
        thread = Thread.ofPlatform().daemon().name("request-log").start(() -> run(stop));
    }

    /** Sends what is gathered, once; a broker that is away is not waited for. */
    @Override
    public void stop() {
        Thread ending = thread;
        thread = null;
        if (ending == null) {
            return;
        }
        stopping.countDown();
        try {
            if (!ending.join(STOP_TIME)) {
                ending.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Below the web server's: the last answers are logged too. */
    @Override
    public int getPhase() {
        return 0;
    }

    private static Counter counter(MeterRegistry meters, String result) {
        return Counter.builder("switchboard.gateway.request.log.entries")
                .description(
                        "Entries of the request log; dropped where the broker was away too long")
                .tag("result", result)
                .register(meters);
    }
}
