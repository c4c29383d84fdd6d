package dev.switchboard.gateway.outcome;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Health component {@code outcomes}: up once this instance can hear the outcomes it asks for. */
@Component
final class OutcomesHealthIndicator implements HealthIndicator {

    private final OutcomeReader reader;
    private final Instance instance;

    OutcomesHealthIndicator(OutcomeReader reader, Instance instance) {
        this.reader = reader;
        this.instance = instance;
    }

    @Override
    public Health health() {
        Health.Builder health = reader.isPositioned() ? Health.up() : Health.outOfService();
        return health.withDetail("instance", instance.id())
                .withDetail("partition", instance.partition())
                .build();
    }
}
