package dev.switchboard.gateway.broker;

import dev.switchboard.messages.Topics;
import dev.switchboard.pipeline.topics.ContractTopics;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Map;

/** The broker, as far as a service looks after it: that the topics exist, that it answers. */
@Component
public final class Broker implements AutoCloseable {

    private static final Duration ANSWER_TIME = Duration.ofSeconds(10);

    private final Map<String, Object> settings;
    private final ProducerFactory<String, byte[]> producers;
    private final ContractTopics topics;
    private @Nullable Admin admin;

    Broker(
            KafkaAdmin kafkaAdmin,
            ProducerFactory<String, byte[]> producers,
            @Value("${switchboard.kafka.replication-factor:1}") short replicationFactor) {
        this.settings = kafkaAdmin.getConfigurationProperties();
        this.producers = producers;
        this.topics = new ContractTopics(replicationFactor);
    }

    /**
     * Makes the broker fit for the first command: creates the topics that are missing, and lets the
     * producer connect and learn where the commands go, so that no request has to wait for that.
     *
     * @throws KafkaException where the broker does not answer or refuses; to be tried again
     */
    public void prepare() throws InterruptedException {
        topics.createMissing(client(), ANSWER_TIME);
        producers.createProducer().partitionsFor(Topics.USER_COMMANDS);
    }

    /**
     * Waits for a sign of life.
     *
     * @return how many brokers the cluster has
     * @throws KafkaException where none came in time
     */
    int countNodes(Duration within) throws InterruptedException {
        return ContractTopics.await(client().describeCluster().nodes(), within).size();
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    /** Made late: its constructor fails while the broker's host name cannot be resolved. */
    private synchronized Admin client() {
        if (admin == null) {
            admin = Admin.create(settings);
        }
        return admin;
    }
}
