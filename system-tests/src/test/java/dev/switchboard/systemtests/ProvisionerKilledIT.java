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

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** {@code kill -9} of the provisioner in the middle of a load. */
@ExtendWith(StackExtension.class)
@Timeout(240)
final class ProvisionerKilledIT {

    private static final int USERS = 300;
    private static final int CONNECTIONS = 16;
    private static final int KILL_AFTER = 60;
    private static final List<String> AREA_CODES = List.of("612", "614", "615");

    private final Stack stack;

    ProvisionerKilledIT(Stack stack) {
        this.stack = stack;
    }

    private record Attempt(ExampleUser user, Exchange answer) {}

    @Test
    void losesNothingThatWasAnsweredAndDoublesNothing() {
        var company = new Company(stack);
        AREA_CODES.forEach(
                areaCode ->
                        company.withOffice("Office " + areaCode, areaCode)
                                .withNumbers(areaCode, 0, 100));
        try (OktaClient first = company.okta(0);
                OktaClient second = company.okta(1)) {
            List<Attempt> attempts = loadWithAKillInIt(company, first, second);

            assertThat(attempts)
                    .extracting(attempt -> attempt.answer().status())
                    .containsOnly(201, 429);
            List<JsonNode> users = Users.awaitOneNumberEach(company, first, USERS);
            Map<String, String> idByUserName =
                    users.stream()
                            .collect(
                                    Collectors.toMap(
                                            user -> user.path("userName").asString(),
                                            user -> user.path("id").asString()));
            assertThat(attempts)
                    .filteredOn(attempt -> attempt.answer().status() == 201)
                    .hasSizeGreaterThanOrEqualTo(KILL_AFTER)
                    .allSatisfy(
                            attempt ->
                                    assertThat(idByUserName.get(attempt.user().userName()))
                                            .isEqualTo(attempt.answer().id()));
        }
    }

    private List<Attempt> loadWithAKillInIt(Company company, OktaClient first, OktaClient second) {
        var answered = new AtomicInteger();
        CompletableFuture<List<Attempt>> load =
                CompletableFuture.supplyAsync(
                        () ->
                                Load.run(
                                        USERS,
                                        CONNECTIONS,
                                        i -> {
                                            ExampleUser user =
                                                    company.newUser(
                                                            "Office "
                                                                    + AREA_CODES.get(
                                                                            i % AREA_CODES.size()));
                                            OktaClient okta = i % 2 == 0 ? first : second;
                                            Exchange answer = okta.create(user.toBody());
                                            answered.incrementAndGet();
                                            return new Attempt(user, answer);
                                        }));
        await("the load is on its way")
                .atMost(Users.PATIENCE)
                .until(() -> answered.get() >= KILL_AFTER);

        stack.kill(Service.PROVISIONER);
        stack.start(Service.PROVISIONER);

        return load.join();
    }
}
