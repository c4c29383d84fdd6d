package dev.switchboard.pipeline.topics;

import dev.switchboard.messages.Topics;
import dev.switchboard.messages.Topics.TopicSpec;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes the topics of the contract, all of them and not only one service's own, so that any service
 * may start first. Topics that exist stay as they are: their settings are the operator's. Where all
 * exist, no right to create topics is needed.
 */
public final class ContractTopics {

    private static final Logger log = LoggerFactory.getLogger(ContractTopics.class);

    private final short replicationFactor;

    /**
     * @param replicationFactor of the topics that are made
     */
    public ContractTopics(short replicationFactor) {
        this.replicationFactor = replicationFactor;
    }

    /**
     * Makes those that are missing.
     *
     * @param patience how long each answer of the broker is waited for
     * @throws KafkaException where the broker does not answer or refuses; to be tried again
     */
    public void createMissing(Admin admin, Duration patience) throws InterruptedException {
        Set<String> existing = await(admin.listTopics().names(), patience);
        List<NewTopic> missing =
                Topics.ALL.stream()
                        .filter(topic -> !existing.contains(topic.name()))
                        .map(this::newTopic)
                        .toList();
        if (missing.isEmpty()) {
            return;
        }
        for (var made : admin.createTopics(missing).values().entrySet()) {
            try {
                await(made.getValue(), patience);
                log.info("Made topic '{}'.", made.getKey());
            } catch (TopicExistsException _) {
                log.debug("Another service has made topic '{}'.", made.getKey());
            }
        }
    }

    private NewTopic newTopic(TopicSpec topic) {
        return new NewTopic(topic.name(), Topics.PARTITIONS, replicationFactor)
                .configs(
                        Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_DELETE,
                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                String.valueOf(topic.maxMessageBytes()),
                                TopicConfig.RETENTION_MS_CONFIG,
                                String.valueOf(topic.retention().toMillis()),
                                TopicConfig.SEGMENT_MS_CONFIG,
                                String.valueOf(topic.segment().toMillis())));
    }

    /**
     * The broker's answer to a question.
     *
     * @throws KafkaException where none came in time, or it is a refusal
     */
    public static <T> T await(KafkaFuture<T> answer, Duration patience)
            throws InterruptedException {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException("The broker's answer cannot be used", e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "No answer from the broker within " + patience.toMillis() + " ms", e);
        }
    }
}
