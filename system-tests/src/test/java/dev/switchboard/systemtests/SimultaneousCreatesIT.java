package dev.switchboard.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.localstack.demo.Exchange;
import dev.switchboard.localstack.demo.OktaClient;
import dev.switchboard.systemtests.stack.Company;
import dev.switchboard.systemtests.stack.Stack;
import dev.switchboard.systemtests.stack.StackExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Fifty clients want the same userName at the same moment, at two gateways. */
@ExtendWith(StackExtension.class)
@Timeout(180)
final class SimultaneousCreatesIT {

    private static final int CLIENTS = 50;
    private static final String AREA_CODE = "303";

    private final Stack stack;

    SimultaneousCreatesIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void createsOneUserAndRefusesAllOthersAsTaken() {
        Company company =
                new Company(stack).withOffice("Denver", AREA_CODE).withNumbers(AREA_CODE, 0, 2);
        var user = company.newUser("Denver");
        try (OktaClient first = company.okta(0);
                OktaClient second = company.okta(1)) {
            List<Exchange> answers =
                    Load.together(
                            CLIENTS,
                            i -> {
                                ObjectNode body = user.toBody().put("externalId", "00u" + i);
                                return (i % 2 == 0 ? first : second).create(body);
                            });

            assertThat(Users.statuses(answers)).containsOnly(201, 409).containsOnlyOnce(201);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 409)
                    .hasSize(CLIENTS - 1)
                    .allSatisfy(
                            answer ->
                                    assertThat(answer.json().path("scimType").asString())
                                            .isEqualTo("uniqueness"));
            Users.awaitOneNumberEach(company, second, 1);
        }
    }
}
