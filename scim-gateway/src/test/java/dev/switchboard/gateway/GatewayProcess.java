package dev.switchboard.gateway;

import dev.switchboard.gateway.auth.Tokens;
import dev.switchboard.gateway.auth.TokensFixture;
import dev.switchboard.userstore.ApiTokens.ApiToken;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A gateway that a test starts and stops, on ports of its own. */
final class GatewayProcess implements AutoCloseable {

    static final UUID COMPANY = UUID.fromString("0190c0de-0000-7000-8000-00000000c0c0");

    private final ConfigurableApplicationContext context;

    private GatewayProcess(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts one with the known tokens; properties are given as {@code name=value}. */
    static GatewayProcess start(String... properties) {
        return start(
                new SpringApplication(ScimGatewayApplication.class, KnownTokens.class), properties);
    }

    /** Starts one that asks its store for tokens. */
    static GatewayProcess startWithStore(String... properties) {
        return start(new SpringApplication(ScimGatewayApplication.class), properties);
    }

    private static GatewayProcess start(SpringApplication application, String... properties) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--server.port=0");
        arguments.add("--management.server.port=0");
        // Many tests have no broker.
        arguments.add("--switchboard.gateway.outcome-head-start=1s");
        for (String property : properties) {
            arguments.add("--" + property);
        }
        application.setRegisterShutdownHook(false);
        return new GatewayProcess(application.run(arguments.toArray(String[]::new)));
    }

    ScimClient client() {
        return new ScimClient(
                Objects.requireNonNull(
                        context.getEnvironment().getProperty("local.server.port", Integer.class)));
    }

    /** For the health of the process. */
    ScimClient management() {
        return new ScimClient(
                Objects.requireNonNull(
                        context.getEnvironment()
                                .getProperty("local.management.port", Integer.class)));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    // Not a @Configuration, which the application would find by itself.
    static class KnownTokens {

        @Bean
        @Primary
        Tokens knownTokens() {
            return TokensFixture.knowing(
                    Map.of(
                            ScimClient.TOKEN,
                            token(1, false, Instant.MAX),
                            "readonly",
                            token(2, true, Instant.MAX),
                            "expired",
                            token(3, false, Instant.EPOCH)),
                    Clock.systemUTC());
        }

        private static ApiToken token(int id, boolean readOnly, Instant expiresAt) {
            return new ApiToken(new UUID(1, id), COMPANY, "test", readOnly, expiresAt, true);
        }
    }
}
