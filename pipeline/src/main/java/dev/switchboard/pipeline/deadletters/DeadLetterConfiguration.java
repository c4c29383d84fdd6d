package dev.switchboard.pipeline.deadletters;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;

import java.time.Clock;

/**
 * For a service that follows topics and has an admin API; its schema needs {@code
 * dead_letter_handled}. To be imported by its application.
 */
@Configuration(proxyBeanMethods = false)
public class DeadLetterConfiguration {

    @Bean
    LetterScan letterScan(ConsumerFactory<String, byte[]> consumers) {
        return new LetterScan(consumers);
    }

    @Bean
    HandledLetters handledLetters(JdbcClient jdbc) {
        return new HandledLetters(jdbc);
    }

    @Bean
    DeadLetterDesk deadLetterDesk(
            KafkaListenerEndpointRegistry listeners,
            LetterScan scan,
            HandledLetters handled,
            KafkaTemplate<String, byte[]> kafka,
            Clock clock) {
        return new DeadLetterDesk(listeners, scan, handled, kafka, clock);
    }

    @Bean
    OpenLetters openLetters(
            DeadLetterDesk desk, LetterScan scan, HandledLetters handled, MeterRegistry meters) {
        return new OpenLetters(desk, scan, handled, meters);
    }

    @Bean
    DeadLettersController deadLettersController(DeadLetterDesk desk) {
        return new DeadLettersController(desk);
    }
}
