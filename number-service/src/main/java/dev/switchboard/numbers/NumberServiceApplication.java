package dev.switchboard.numbers;

import dev.switchboard.pipeline.admin.AdminConfiguration;
import dev.switchboard.pipeline.deadletters.DeadLetterConfiguration;
import dev.switchboard.pipeline.intake.IntakeConfiguration;
import dev.switchboard.pipeline.outbox.OutboxConfiguration;
import dev.switchboard.pipeline.trace.TraceConfiguration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

import java.time.Clock;

/** Starts the number service. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import({
    IntakeConfiguration.class,
    OutboxConfiguration.class,
    DeadLetterConfiguration.class,
    AdminConfiguration.class,
    TraceConfiguration.class
})
@EnableScheduling
public class NumberServiceApplication {

    public static void main(String[] args) {
        SpringApplication.run(NumberServiceApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
