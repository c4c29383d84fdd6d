package dev.switchboard.numbers;

import dev.switchboard.numbers.inventory.NumberRules;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

import java.time.Clock;
import java.util.Set;

/** Starts the number service. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class NumberServiceApplication {

    public static void main(String[] args) {
        SpringApplication.run(NumberServiceApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    NumberRules numberRules(@Value("${switchboard.numbers.extra-area-codes:}") Set<String> extra) {
        return new NumberRules(extra);
    }
}
