package dev.switchboard.pipeline.outbox;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** For a service that has an {@link OutboxStore}; to be imported by its application. */
@Configuration(proxyBeanMethods = false)
public class OutboxConfiguration {

    @Bean
    RelayWakeup relayWakeup() {
        return new RelayWakeup();
    }

    @Bean
    OutboxGauges outboxGauges(OutboxStore outbox, MeterRegistry meters) {
        return new OutboxGauges(outbox, meters);
    }

    @Bean
    OutboxVacuum outboxVacuum(OutboxStore outbox) {
        return new OutboxVacuum(outbox, System::nanoTime);
    }

    @Bean
    OutboxRelay outboxRelay(
            PlatformTransactionManager transactionManager,
            OutboxStore outbox,
            OutboxVacuum vacuum,
            RelayWakeup wakeup,
            KafkaTemplate<String, byte[]> kafka) {
        return new OutboxRelay(transactionManager, outbox, vacuum, wakeup, kafka);
    }
}
