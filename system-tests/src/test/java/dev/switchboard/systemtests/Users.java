package dev.switchboard.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.localstack.demo.Exchange;
import dev.switchboard.localstack.demo.OktaClient;
import dev.switchboard.systemtests.stack.Company;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the tests say about users. */
final class Users {

    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String TELEPHONY =
            "urn:switchboard:params:scim:schemas:extension:telephony:2.0:User";

    private Users() {}

    /** The created user's id. */
    static String created(Exchange answer) {
        assertThat(answer.status()).as("create: %s", answer.body()).isEqualTo(201);
        return answer.id();
    }

    /** Waits for the user's number, in E.164 form. */
    static String awaitNumber(OktaClient okta, String id) {
        return await("a number for " + id)
                .atMost(PATIENCE)
                .until(() -> okta.get(id).number(), Optional::isPresent)
                .orElseThrow();
    }

    /** Waits until the user is known to wait for a number. */
    static void awaitWaiting(OktaClient okta, String id) {
        await("a mark of waiting on " + id)
                .atMost(PATIENCE)
                .until(() -> numberStatus(okta.get(id).json()).equals("waiting"));
    }

    /** The read-only {@code numberStatus} of the telephony extension. */
    static String numberStatus(JsonNode user) {
        return user.path(TELEPHONY).path("numberStatus").asString("");
    }

    /**
     * Waits until each of the company's users has a number, then makes sure that each has one only
     * and no two have the same.
     *
     * @return all users
     */
    static List<JsonNode> awaitOneNumberEach(Company company, OktaClient okta, int users) {
        List<JsonNode> all =
                await(users + " users with numbers")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(250))
                        .until(
                                () -> company.importUsers(okta),
                                found ->
                                        found.size() == users
                                                && found.stream()
                                                        .map(Exchange::numberOf)
                                                        .allMatch(Optional::isPresent));
        assertThat(all).extracting(user -> user.path("id").asString()).doesNotHaveDuplicates();
        assertThat(all)
                .extracting(user -> user.path("userName").asString())
                .doesNotHaveDuplicates();
        assertThat(all).allSatisfy(user -> assertThat(user.path("phoneNumbers").size()).isOne());
        assertThat(all).extracting(Exchange::numberOf).doesNotHaveDuplicates();
        return all;
    }

    static List<Integer> statuses(Collection<Exchange> answers) {
        return answers.stream().map(Exchange::status).toList();
    }
}
