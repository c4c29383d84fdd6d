package dev.switchboard.pipeline.deadletters;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.springframework.kafka.core.ConsumerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;

/** Reads dead-letter topics, and single records of others, outside of any consumer group. */
final class LetterScan {

    private static final Duration POLL = Duration.ofMillis(500);

    /** A topic that gives nothing for so many polls is not readable now. */
    private static final int SILENT_POLLS = 20;

    private final ConsumerFactory<String, byte[]> consumers;

    LetterScan(ConsumerFactory<String, byte[]> consumers) {
        this.consumers = consumers;
    }

    /**
     * Everything that a topic holds now, partition by partition.
     *
     * @param goesOn told each record; false ends the reading
     * @throws TimeoutException where the broker does not answer
     */
    void read(String topic, Predicate<ConsumerRecord<String, byte[]>> goesOn) {
        try (Consumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            int silent = 0;
            while (partitions.stream()
                    .anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                var records = consumer.poll(POLL);
                silent = records.isEmpty() ? silent + 1 : 0;
                if (silent > SILENT_POLLS) {
                    throw new TimeoutException("The broker gives nothing of '" + topic + "'");
                }
                for (ConsumerRecord<String, byte[]> each : records) {
                    if (!goesOn.test(each)) {
                        return;
                    }
                }
            }
        }
    }

    /** One record, if it is still there. */
    Optional<ConsumerRecord<String, byte[]>> find(LetterId id) {
        try (Consumer<String, byte[]> consumer = consumer()) {
            TopicPartition partition = new TopicPartition(id.topic(), id.partition());
            boolean exists =
                    consumer.partitionsFor(id.topic()).stream()
                            .anyMatch(p -> p.partition() == id.partition());
            if (!exists) {
                return Optional.empty();
            }
            List<TopicPartition> one = List.of(partition);
            if (id.offset() < consumer.beginningOffsets(one).getOrDefault(partition, 0L)
                    || id.offset() >= consumer.endOffsets(one).getOrDefault(partition, 0L)) {
                return Optional.empty();
            }
            consumer.assign(one);
            consumer.seek(partition, id.offset());
            for (int silent = 0; silent <= SILENT_POLLS; silent++) {
                for (ConsumerRecord<String, byte[]> each : consumer.poll(POLL)) {
                    return each.offset() == id.offset() ? Optional.of(each) : Optional.empty();
                }
            }
            throw new TimeoutException("The broker gives nothing of '" + id.topic() + "'");
        }
    }

    /** A reader in no group, to be closed by the caller. */
    Consumer<String, byte[]> consumer() {
        var settings = new Properties();
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "earliest");
        return consumers.createConsumer(null, "dead-letters", null, settings);
    }
}
