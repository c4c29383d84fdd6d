package dev.switchboard.provisioner;

import dev.switchboard.messages.MessageCodec;
import dev.switchboard.userstore.Companies;
import dev.switchboard.userstore.GroupWrites;
import dev.switchboard.userstore.Outbox;
import dev.switchboard.userstore.Outcomes;
import dev.switchboard.userstore.UserWrites;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

import java.time.Clock;

/** Starts the provisioner. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class ProvisionerApplication {

    public static void main(String[] args) {
        SpringApplication.run(ProvisionerApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    MessageCodec messageCodec() {
        return new MessageCodec();
    }

    @Bean
    UserWrites userWrites(JdbcTemplate jdbc) {
        return new UserWrites(jdbc);
    }

    @Bean
    GroupWrites groupWrites(JdbcClient jdbc) {
        return new GroupWrites(jdbc);
    }

    @Bean
    Outcomes outcomes(JdbcClient jdbc) {
        return new Outcomes(jdbc);
    }

    @Bean
    Outbox outbox(JdbcClient jdbc) {
        return new Outbox(jdbc);
    }

    @Bean
    Companies companies(JdbcClient jdbc) {
        return new Companies(jdbc);
    }
}
