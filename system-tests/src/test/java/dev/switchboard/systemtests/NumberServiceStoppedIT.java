package dev.switchboard.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.localstack.demo.Exchange;
import dev.switchboard.localstack.demo.OktaClient;
import dev.switchboard.systemtests.stack.Company;
import dev.switchboard.systemtests.stack.Service;
import dev.switchboard.systemtests.stack.Stack;
import dev.switchboard.systemtests.stack.StackExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nobody assigns numbers for a while. */
@ExtendWith(StackExtension.class)
@Timeout(240)
final class NumberServiceStoppedIT {

    private static final int USERS = 100;
    private static final String AREA_CODE = "702";

    private final Stack stack;

    NumberServiceStoppedIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void createsUsersMeanwhileAndGivesEachANumberLater() {
        Company company =
                new Company(stack)
                        .withOffice("Las Vegas", AREA_CODE)
                        .withNumbers(AREA_CODE, 0, USERS);
        try (OktaClient okta = company.okta(0)) {
            stack.stop(Service.NUMBER_SERVICE);
            Load.run(
                    USERS,
                    8,
                    i -> Users.created(okta.create(company.newUser("Las Vegas").toBody())));
            assertThat(company.importUsers(okta))
                    .hasSize(USERS)
                    .allSatisfy(user -> assertThat(Exchange.numberOf(user)).isEmpty());

            stack.start(Service.NUMBER_SERVICE);

            Users.awaitOneNumberEach(company, okta, USERS);
        }
    }
}
