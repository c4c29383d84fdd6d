package dev.switchboard.provisioner.intake;

import dev.switchboard.messages.Topics;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

import java.util.List;

/** What Boot's properties cannot say. */
@Configuration(proxyBeanMethods = false)
class KafkaSettings {

    @Bean
    TopicSetup topicSetup(
            KafkaAdmin settings,
            KafkaListenerEndpointRegistry listeners,
            @Value("${switchboard.kafka.replication-factor:1}") short replicas) {
        return new TopicSetup(settings, topics(replicas), listeners);
    }

    /**
     * Whatever the listener throws is a passing fault (it puts poison aside itself), so the same
     * poll is tried for ever. Spring Kafka up to 4.1 cannot be trusted with counting attempts: a
     * healthy batch of one partition resets the count of another's.
     */
    @Bean
    CommonErrorHandler retryForEver() {
        var backOff = new ExponentialBackOff(500, 2);
        backOff.setMaxInterval(10_000);
        return new DefaultErrorHandler(backOff);
    }

    /** Every topic of the contract, not only this service's own, so that any may start first. */
    private static List<NewTopic> topics(short replicas) {
        return Topics.ALL.stream()
                .map(
                        topic ->
                                TopicBuilder.name(topic.name())
                                        .partitions(Topics.PARTITIONS)
                                        .replicas(replicas)
                                        .config(
                                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                                String.valueOf(Topics.MAX_MESSAGE_BYTES))
                                        .config(
                                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                                TopicConfig.CLEANUP_POLICY_DELETE)
                                        .config(
                                                TopicConfig.RETENTION_MS_CONFIG,
                                                String.valueOf(topic.retention().toMillis()))
                                        .build())
                .toList();
    }
}
