package dev.switchboard.gateway.outcome;

import dev.switchboard.gateway.GatewayProperties;
import dev.switchboard.messages.MessageIds;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The instance's name, and those who wait. */
@Configuration(proxyBeanMethods = false)
class OutcomeConfiguration {

    /** How many hexadecimal digits of a UUIDv7's random end name an instance: 48 bits. */
    private static final int NAME_LENGTH = 12;

    @Bean
    Instance instance(GatewayProperties properties) {
        String random = MessageIds.next().toString();
        return Instance.named(
                random.substring(random.length() - NAME_LENGTH), properties.outcomePartition());
    }

    @Bean
    OutcomeWaiters outcomeWaiters() {
        return new OutcomeWaiters();
    }
}
