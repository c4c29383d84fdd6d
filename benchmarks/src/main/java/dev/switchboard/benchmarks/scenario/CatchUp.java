package dev.switchboard.benchmarks.scenario;

import dev.switchboard.benchmarks.people.People;
import dev.switchboard.benchmarks.people.StoreLoader;
import dev.switchboard.benchmarks.report.Finding;
import dev.switchboard.benchmarks.report.Measurement;
import dev.switchboard.benchmarks.stack.BenchStack;
import dev.switchboard.benchmarks.stack.ProcessMeter;
import dev.switchboard.benchmarks.stack.TopicEnd;
import dev.switchboard.messages.Command;
import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.messages.Topics;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Services that come back to a full topic: first the provisioner to creates that nobody decided,
 * then the number service to users who have no number.
 */
public final class CatchUp {

    private static final double LEAST = 5000;

    private final BenchStack stack;
    private final Plan plan;
    private final int commands;

    /**
     * @param commands how many wait
     */
    public CatchUp(BenchStack stack, Plan plan, int commands) {
        this.stack = stack;
        this.plan = plan;
        this.commands = commands;
    }

    /** Both, one after the other, each alone. */
    public void run() {
        stack.importNumbers(commands);
        stack.local().stop("number-service-1");
        stack.local().stop("provisioner-1");
        try (TopicEnd ends = new TopicEnd(stack)) {
            publish();
            long events = ends.of(Topics.USER_EVENTS);
            double applied =
                    measure(ends, "provisioner-1", Topics.USER_OUTCOMES, "commands applied");
            plan.report()
                    .add(Finding.atLeast("commands applied in catch-up", LEAST, applied, "/s"));
            ends.await(Topics.USER_EVENTS, events, events + commands);
            stack.local().stop("provisioner-1");
            double assigned =
                    measure(ends, "number-service-1", Topics.NUMBER_EVENTS, "numbers assigned");
            plan.report()
                    .add(Finding.atLeast("numbers assigned in catch-up", LEAST, assigned, "/s"));
        }
    }

    private double measure(TopicEnd ends, String service, String topic, String what) {
        stack.say("Starting " + service + " to " + commands + " waiting messages");
        long before = ends.of(topic);
        long start = System.nanoTime();
        stack.local().process(service).start();
        ProcessMeter meter = new ProcessMeter(stack.pids());
        long first = ends.await(topic, before, before + commands);
        long end = System.nanoTime();
        stack.say("It began after %.1f s".formatted((first - start) / 1e9));
        Measurement m =
                plan.report()
                        .add(
                                Measurement.ofRate(
                                        "catch-up",
                                        what + ", from the first",
                                        commands,
                                        (end - first) / 1e9,
                                        meter.read()));
        plan.report()
                .add(
                        Measurement.ofRate(
                                "catch-up",
                                what + ", from the start of the process",
                                commands,
                                (end - start) / 1e9,
                                meter.read()));
        return m.rate();
    }

    private void publish() {
        stack.say("Publishing %,d commands".formatted(commands));
        MessageCodec codec = new MessageCodec();
        JsonMapper json = JsonMapper.shared();
        People people = new People(11, "catchup.example.com");
        UUID company = stack.company();
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                stack.local().bootstrapServers(),
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                ProducerConfig.LINGER_MS_CONFIG,
                                "5"),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            for (int i = 0; i < commands; i++) {
                UUID id = StoreLoader.id(i);
                var command =
                        new Command.Create(
                                ResourceType.USER,
                                id,
                                (ObjectNode) json.readTree(people.person(i).toDocument()));
                var envelope =
                        new Envelope(
                                UUID.randomUUID(),
                                "/scim-gateway/gone",
                                Envelope.subjectOf(ResourceType.USER, id),
                                Instant.now(),
                                company,
                                "bench-" + i,
                                null,
                                null,
                                new Envelope.ReplyTo("gone", i % Topics.PARTITIONS));
                var _ = producer.send(codec.encode(envelope, command, id, null));
            }
            producer.flush();
        }
    }
}
