package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.gateway.ScimClient.Answer;
import dev.switchboard.gateway.outcome.OutcomeReader;
import dev.switchboard.messages.Command;
import dev.switchboard.messages.Outcome;
import dev.switchboard.testsupport.TestKafka;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Answers to writes of groups, of whose members the outcome tells nothing. */
@Timeout(120)
final class GroupAnswersIT {

    private static final int MEMBERS = 2345;
    private static final StoreFixture STORE = new StoreFixture();
    private static final String PATCH =
            """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
             "Operations":[{"op":"replace","path":"displayName","value":"Staff"}]}
            """;
    private static final String PUT =
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Staff",
             "members":[{"value":"0190c0de-0000-7000-8000-000000000001"}]}
            """;

    private static UUID company;
    private static String path;
    private static GatewayProcess gateway;
    private static FakeProvisioner provisioner;

    @BeforeAll
    static void start() {
        company = STORE.company("Example");
        STORE.token(company, ScimClient.TOKEN, false, Instant.parse("2100-01-01T00:00:00Z"));
        path = "/scim/v2/Groups/" + STORE.group(company, "Staff", MEMBERS);
        gateway =
                STORE.startGatewayAt(
                        TestKafka.bootstrapServers(),
                        "switchboard.gateway.outcome-timeout=30s",
                        "switchboard.gateway.request-log.enabled=false");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> gateway.bean(OutcomeReader.class).isPositioned());
        provisioner =
                new FakeProvisioner(TestKafka.bootstrapServers(), GroupAnswersIT::asItIsStored);
    }

    @AfterAll
    static void stop() {
        provisioner.close();
        gateway.close();
    }

    @AfterEach
    void showMembers() {
        STORE.showMembers(true);
    }

    /** RFC 7644, section 3.5.2. */
    @ParameterizedTest
    @CsvSource({
        "attributes=members, false, 2345",
        "'attributes=displayName,members.value', true, 2345",
        "attributes=displayName, true, 0",
        "excludedAttributes=members, true, 0"
    })
    void answersAPatchWithTheAttributesThatAreAskedFor(String query, boolean named, int members) {
        Answer answer = patch("?" + query);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().has("displayName")).isEqualTo(named);
        assertThat(answer.json().path("members")).hasSize(members);
        assertThat(answer.header("ETag")).isEqualTo("W/\"1\"");
        assertThat(answer.header("Location")).endsWith(path);
    }

    @ParameterizedTest
    @CsvSource({"''", "?excludedAttributes=displayName", "?attributes="})
    void answersAPatchWithNothingElse(String query) {
        Answer answer = patch(query);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.http().body()).isEmpty();
        assertThat(answer.header("ETag")).isEqualTo("W/\"1\"");
    }

    @Test
    void answersAPutOfVeryManyMembersWithAllOfThem() {
        Answer answer = put();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("members")).hasSize(MEMBERS);
        assertThat(answer.text("/members/2344/$ref")).startsWith("http://localhost:");
        assertThat(answer.header("ETag")).isEqualTo("W/\"1\"");
        assertThat(List.copyOf(answer.json().propertyNames()))
                .containsExactly("schemas", "id", "displayName", "members", "meta");
    }

    /** It is done, and the client must not hear otherwise. */
    @Test
    void doesNotFailAWriteWhoseMembersCannotBeRead() {
        STORE.showMembers(false);

        Answer put = put();
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.text("/displayName")).isEqualTo("Staff");
        assertThat(patch("?attributes=members").status()).isEqualTo(204);
    }

    private static Answer put() {
        return gateway.client()
                .send("PUT", path, PUT, "Content-Type", "application/scim+json; charset=utf-8");
    }

    private static Answer patch(String query) {
        return gateway.client()
                .send(
                        "PATCH",
                        path + query,
                        PATCH,
                        "Content-Type",
                        "application/scim+json; charset=utf-8");
    }

    private static Optional<Outcome> asItIsStored(Command command) {
        ObjectNode group = STORE.group(company, command.resourceId());
        group.remove("members");
        return Optional.of(new Outcome.Updated(command.resourceId(), group));
    }
}
