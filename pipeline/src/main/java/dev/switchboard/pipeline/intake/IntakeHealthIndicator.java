package dev.switchboard.pipeline.intake;

import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.core.KafkaAdmin;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Up where the listener follows the topics and the broker answers. */
final class IntakeHealthIndicator implements HealthIndicator, AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final TopicSetup topics;
    private final KafkaAdmin settings;
    private @Nullable Admin admin;

    IntakeHealthIndicator(TopicSetup topics, KafkaAdmin settings) {
        this.topics = topics;
        this.settings = settings;
    }

    @Override
    public Health health() {
        if (!topics.isDone()) {
            return Health.down().withDetail("reason", "waiting for the broker").build();
        }
        try {
            admin().describeCluster().nodes().get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            return Health.up().build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.down().withDetail("reason", "interrupted").build();
        } catch (ExecutionException | TimeoutException | RuntimeException _) {
            return Health.down().withDetail("reason", "the broker does not answer").build();
        }
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(settings.getConfigurationProperties());
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }
}
