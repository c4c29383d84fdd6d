package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.gateway.ScimClient.Answer;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.testsupport.TestPostgres;
import dev.switchboard.testsupport.TestPostgres.Database;
import dev.switchboard.userstore.Companies;
import dev.switchboard.userstore.TokenRow;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Tokens in a real store, read with the role that a gateway has. */
@Timeout(120)
final class TokensIT {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final UUID COMPANY = MessageIds.next();

    private static GatewayProcess gateway;
    private static Companies companies;

    private ScimClient client;

    @BeforeAll
    static void start() {
        Database database = TestPostgres.freshDatabase();
        Flyway.configure()
                .dataSource(database.jdbcUrl(), "provisioner", database.passwordOf("provisioner"))
                .schemas("users")
                .locations("classpath:db/migration/users")
                .load()
                .migrate();
        companies =
                new Companies(
                        JdbcClient.create(
                                new DriverManagerDataSource(
                                        database.jdbcUrl(),
                                        "provisioner",
                                        database.passwordOf("provisioner"))));
        companies.upsertCompany(COMPANY, "Example", CLOCK.instant());
        gateway =
                GatewayProcess.startWithStore(
                        "spring.kafka.bootstrap-servers=127.0.0.1:1",
                        "spring.datasource.url=" + database.jdbcUrl(),
                        "spring.datasource.password=" + database.passwordOf("scim_gateway"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void connect() {
        client = gateway.client();
    }

    @Test
    void letsATokenOfTheStoreIn() {
        token("valid", false, Duration.ofDays(1));

        assertThat(schemas("Bearer valid").status()).isEqualTo(200);
        assertThat(schemas("valid").status()).isEqualTo(200);
        assertThat(schemas("bearer VALID").status()).isEqualTo(401);
    }

    @Test
    void refusesATokenThatHasExpired() {
        token("expired-in-store", false, Duration.ofSeconds(-1));

        Answer answer = schemas("Bearer expired-in-store");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("/detail")).contains("expired");
    }

    @Test
    void refusesARevokedTokenWithinSeconds() {
        UUID id = token("revoked-soon", false, Duration.ofDays(1));
        assertThat(schemas("revoked-soon").status()).isEqualTo(200);

        companies.revokeToken(COMPANY, id, CLOCK.instant());

        await().atMost(Duration.ofSeconds(4)).until(() -> schemas("revoked-soon").status() == 401);
    }

    @Test
    void letsANewTokenInWithinSecondsThoughItWasTriedBefore() {
        assertThat(schemas("not-yet").status()).isEqualTo(401);

        token("not-yet", false, Duration.ofDays(1));

        await().atMost(Duration.ofSeconds(4)).until(() -> schemas("not-yet").status() == 200);
    }

    @Test
    void doesNotLetAReadOnlyTokenWrite() {
        token("readonly-in-store", true, Duration.ofDays(1));

        Answer answer =
                client.sendAnonymously(
                        "POST", "/scim/v2/Users", "{}", "Authorization", "readonly-in-store");

        assertThat(answer.status()).isEqualTo(403);
    }

    private Answer schemas(String authorization) {
        return client.sendAnonymously(
                "GET", "/scim/v2/Schemas", null, "Authorization", authorization);
    }

    private static UUID token(String text, boolean readOnly, Duration validFor) {
        UUID id = MessageIds.next();
        Instant now = CLOCK.instant();
        companies.insertToken(
                new TokenRow(id, COMPANY, text, readOnly, now, now.plus(validFor), null),
                sha256(text));
        return id;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
