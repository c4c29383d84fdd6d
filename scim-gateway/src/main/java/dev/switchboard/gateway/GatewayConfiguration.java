package dev.switchboard.gateway;

import dev.switchboard.messages.MessageCodec;
import dev.switchboard.pipeline.trace.TraceConfiguration;
import dev.switchboard.userstore.ApiTokens;
import dev.switchboard.userstore.CursorKeys;
import dev.switchboard.userstore.GroupMembers;
import dev.switchboard.userstore.ResourceQueries;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Clock;

/** What the gateway takes from other modules. */
@Configuration(proxyBeanMethods = false)
@Import(TraceConfiguration.class)
class GatewayConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    MessageCodec messageCodec() {
        return new MessageCodec();
    }

    @Bean
    ResourceQueries resourceQueries(JdbcClient jdbc) {
        return new ResourceQueries(jdbc);
    }

    @Bean
    GroupMembers groupMembers(JdbcClient jdbc) {
        return new GroupMembers(jdbc);
    }

    @Bean
    CursorKeys cursorKeys(JdbcClient jdbc) {
        return new CursorKeys(jdbc);
    }

    @Bean
    ApiTokens apiTokens(JdbcClient jdbc) {
        return new ApiTokens(jdbc);
    }
}
