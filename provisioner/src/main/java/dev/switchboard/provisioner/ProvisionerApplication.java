package dev.switchboard.provisioner;

import dev.switchboard.messages.MessageCodec;
import dev.switchboard.pipeline.admin.AdminConfiguration;
import dev.switchboard.pipeline.deadletters.DeadLetterConfiguration;
import dev.switchboard.pipeline.intake.IntakeConfiguration;
import dev.switchboard.pipeline.outbox.OutboxConfiguration;
import dev.switchboard.pipeline.trace.TraceConfiguration;
import dev.switchboard.userstore.Companies;
import dev.switchboard.userstore.CompanyRules;
import dev.switchboard.userstore.Erasure;
import dev.switchboard.userstore.GroupWrites;
import dev.switchboard.userstore.Licences;
import dev.switchboard.userstore.Outbox;
import dev.switchboard.userstore.Outcomes;
import dev.switchboard.userstore.RequestLog;
import dev.switchboard.userstore.ResolutionQueue;
import dev.switchboard.userstore.SettingsReads;
import dev.switchboard.userstore.TellingQueue;
import dev.switchboard.userstore.TokenExpiry;
import dev.switchboard.userstore.UserWrites;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.config.ContainerPostProcessor;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.scheduling.annotation.EnableScheduling;

import java.time.Clock;
import java.time.Duration;

/** Starts the provisioner. */
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
public class ProvisionerApplication {

    private static final Duration PAUSE = Duration.ofMillis(20);

    public static void main(String[] args) {
        SpringApplication.run(ProvisionerApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /**
     * For a listener whose records nobody waits for: the next poll, and its transaction, takes
     * more. Others have no pause: the fetch for the next poll is sent before it and ends with the
     * first record, so what follows that one would wait for two.
     */
    @Bean
    ContainerPostProcessor<String, byte[], ConcurrentMessageListenerContainer<String, byte[]>>
            withPause() {
        return container ->
                container.getContainerProperties().setIdleBetweenPolls(PAUSE.toMillis());
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
    RequestLog requestLog(JdbcClient jdbc) {
        return new RequestLog(jdbc);
    }

    @Bean
    Erasure erasure(JdbcClient jdbc) {
        return new Erasure(jdbc);
    }

    @Bean
    TokenExpiry tokenExpiry(JdbcClient jdbc) {
        return new TokenExpiry(jdbc);
    }

    @Bean
    Companies companies(JdbcClient jdbc) {
        return new Companies(jdbc);
    }

    @Bean
    CompanyRules companyRules(JdbcClient jdbc) {
        return new CompanyRules(jdbc);
    }

    @Bean
    SettingsReads settingsReads(JdbcClient jdbc) {
        return new SettingsReads(jdbc);
    }

    @Bean
    Licences licences(JdbcClient jdbc) {
        return new Licences(jdbc);
    }

    @Bean
    TellingQueue tellingQueue(JdbcClient jdbc) {
        return new TellingQueue(jdbc);
    }

    @Bean
    ResolutionQueue resolutionQueue(JdbcClient jdbc) {
        return new ResolutionQueue(jdbc);
    }
}
