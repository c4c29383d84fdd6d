package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.gateway.ScimClient.Answer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Tokens in a real store, read with the role that a gateway has. */
@Timeout(120)
final class TokensIT {

    private static final StoreFixture STORE = new StoreFixture();
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");
    private static final UUID COMPANY = STORE.company("Example");

    private static GatewayProcess gateway;

    private ScimClient client;

    @BeforeAll
    static void start() {
        gateway = STORE.startGateway();
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
        STORE.token(COMPANY, "valid", false, FAR);

        assertThat(schemas("Bearer valid").status()).isEqualTo(200);
        assertThat(schemas("valid").status()).isEqualTo(200);
        assertThat(schemas("bearer VALID").status()).isEqualTo(401);
    }

    @Test
    void refusesATokenThatHasExpired() {
        STORE.token(COMPANY, "expired-in-store", false, Instant.EPOCH);

        Answer answer = schemas("Bearer expired-in-store");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("/detail")).contains("expired");
    }

    @Test
    void refusesARevokedTokenWithinSeconds() {
        UUID id = STORE.token(COMPANY, "revoked-soon", false, FAR);
        assertThat(schemas("revoked-soon").status()).isEqualTo(200);

        STORE.revoke(COMPANY, id);

        await().atMost(Duration.ofSeconds(30)).until(() -> schemas("revoked-soon").status() == 401);
    }

    @Test
    void letsANewTokenInWithinSecondsThoughItWasTriedBefore() {
        assertThat(schemas("not-yet").status()).isEqualTo(401);

        STORE.token(COMPANY, "not-yet", false, FAR);

        await().atMost(Duration.ofSeconds(30)).until(() -> schemas("not-yet").status() == 200);
    }

    @Test
    void doesNotLetAReadOnlyTokenWrite() {
        STORE.token(COMPANY, "readonly-in-store", true, FAR);

        Answer answer =
                client.sendAnonymously(
                        "POST", "/scim/v2/Users", "{}", "Authorization", "readonly-in-store");

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void refusesACompanyWhosePlanLosesProvisioningWithinSeconds() {
        UUID company = STORE.company("Downgraded");
        STORE.token(company, "of-a-plan", false, FAR);
        assertThat(schemas("of-a-plan").status()).isEqualTo(200);

        STORE.plan(company, "standard");

        await().atMost(Duration.ofSeconds(10)).until(() -> schemas("of-a-plan").status() == 403);
        assertThat(schemas("of-a-plan").text("/detail"))
                .contains("not part of this company's plan");
        assertThat(schemas("of-a-plan").text("/status")).isEqualTo("403");

        STORE.plan(company, "pro");

        await().atMost(Duration.ofSeconds(10)).until(() -> schemas("of-a-plan").status() == 200);
    }

    private Answer schemas(String authorization) {
        return client.sendAnonymously(
                "GET", "/scim/v2/Schemas", null, "Authorization", authorization);
    }
}
