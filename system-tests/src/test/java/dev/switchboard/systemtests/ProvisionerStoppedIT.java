package dev.switchboard.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.localstack.demo.ExampleUser;
import dev.switchboard.localstack.demo.Exchange;
import dev.switchboard.localstack.demo.OktaClient;
import dev.switchboard.systemtests.stack.Company;
import dev.switchboard.systemtests.stack.Service;
import dev.switchboard.systemtests.stack.Stack;
import dev.switchboard.systemtests.stack.StackExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;

/** Nobody decides commands for a while. */
@ExtendWith(StackExtension.class)
@Timeout(240)
final class ProvisionerStoppedIT {

    /** The gateway's default for how long a request waits. */
    private static final Duration OUTCOME_TIMEOUT = Duration.ofSeconds(5);

    private static final String AREA_CODE = "617";

    private final Stack stack;

    ProvisionerStoppedIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void asksOktaToComeAgainAndAppliesTheCommandOnce() {
        Company company =
                new Company(stack).withOffice("Boston", AREA_CODE).withNumbers(AREA_CODE, 0, 2);
        ExampleUser user = company.newUser("Boston");
        try (OktaClient okta = company.okta(0)) {
            stack.stop(Service.PROVISIONER);
            Exchange answer = okta.create(user.toBody());
            isARequestToComeAgain(answer);
            assertThat(found(okta, user)).isZero();

            stack.start(Service.PROVISIONER);
            await("the recorded create is applied")
                    .atMost(Users.PATIENCE)
                    .until(() -> found(okta, user) == 1);

            // Okta's second attempt: look up, find, update.
            String id = okta.lookUp(user.userName()).json().at("/Resources/0/id").asString();
            Exchange update =
                    okta.update(id, JsonMapper.shared().createObjectNode().put("title", "Clerk"));
            assertThat(update.status()).as("update: %s", update.body()).isEqualTo(200);
            Users.awaitOneNumberEach(company, okta, 1);
        }
    }

    private static void isARequestToComeAgain(Exchange answer) {
        assertThat(answer.status()).as("create: %s", answer.body()).isEqualTo(429);
        assertThat(answer.retryAfter()).matches("[1-9][0-9]*");
        assertThat(answer.json().path("schemas").toString())
                .isEqualTo("[\"urn:ietf:params:scim:api:messages:2.0:Error\"]");
        assertThat(answer.json().path("status").asString()).isEqualTo("429");
        assertThat(answer.json().path("detail").asString()).isNotEmpty();
        assertThat(answer.took()).isBetween(OUTCOME_TIMEOUT, OUTCOME_TIMEOUT.plusSeconds(20));
    }

    private static int found(OktaClient okta, ExampleUser user) {
        return okta.lookUp(user.userName()).json().path("totalResults").asInt();
    }
}
