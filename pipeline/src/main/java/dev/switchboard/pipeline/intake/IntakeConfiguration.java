package dev.switchboard.pipeline.intake;

import dev.switchboard.pipeline.topics.ContractTopics;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

import java.time.Clock;

/** For a service that follows topics; to be imported by its application. */
@Configuration(proxyBeanMethods = false)
public class IntakeConfiguration {

    @Bean
    TopicSetup topicSetup(
            KafkaAdmin settings,
            KafkaListenerEndpointRegistry listeners,
            @Value("${switchboard.kafka.replication-factor:1}") short replicas) {
        return new TopicSetup(settings, new ContractTopics(replicas), listeners);
    }

    /**
     * Whatever a listener throws is a passing fault (it puts poison aside itself), so the same poll
     * is tried for ever. Spring Kafka up to 4.1 cannot be trusted with counting attempts: a healthy
     * batch of one partition resets the count of another's.
     */
    @Bean
    CommonErrorHandler retryForEver() {
        var backOff = new ExponentialBackOff(500, 2);
        backOff.setMaxInterval(10_000);
        return new DefaultErrorHandler(backOff);
    }

    @Bean
    DeadLetters deadLetters(
            KafkaTemplate<String, byte[]> kafka,
            Clock clock,
            MeterRegistry meters,
            @Value("${spring.kafka.consumer.group-id}") String group) {
        return new DeadLetters(kafka, clock, meters, group);
    }

    @Bean
    IntakeGauges intakeGauges(
            ConsumerFactory<String, byte[]> consumers,
            @Value("${spring.kafka.consumer.group-id}") String group,
            KafkaListenerEndpointRegistry listeners,
            Clock clock,
            MeterRegistry meters) {
        return new IntakeGauges(consumers, group, listeners, clock, meters);
    }

    @Bean
    IntakeHealthIndicator intakeHealthIndicator(TopicSetup topics, KafkaAdmin settings) {
        return new IntakeHealthIndicator(topics, settings);
    }
}
