package dev.switchboard.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.localstack.demo.OktaClient;
import dev.switchboard.systemtests.stack.Company;
import dev.switchboard.systemtests.stack.Stack;
import dev.switchboard.systemtests.stack.StackExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A user goes, and comes back while others would like to have the number. */
@ExtendWith(StackExtension.class)
@Timeout(180)
final class SuspendedUserIT {

    private static final String AREA_CODE = "713";

    private final Stack stack;

    SuspendedUserIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void keepsTheNumberThroughSuspensionAndGivesItToNobodyElse() {
        Company company =
                new Company(stack).withOffice("Houston", AREA_CODE).withNumbers(AREA_CODE, 0, 1);
        try (OktaClient okta = company.okta(0)) {
            String id = Users.created(okta.create(company.newUser("Houston").toBody()));
            String number = Users.awaitNumber(okta, id);

            assertThat(okta.deactivate(id).status()).isEqualTo(200);
            await("the number is reserved")
                    .atMost(Users.PATIENCE)
                    .until(() -> Users.numberStatus(okta.get(id).json()).equals("reserved"));
            String other = Users.created(okta.create(company.newUser("Houston").toBody()));
            Users.awaitWaiting(okta, other);

            assertThat(okta.reactivate(id).status()).isEqualTo(200);
            await("the number is assigned again")
                    .atMost(Users.PATIENCE)
                    .until(() -> Users.numberStatus(okta.get(id).json()).equals("assigned"));
            assertThat(okta.get(id).number()).hasValue(number);
            assertThat(okta.get(other).number()).isEmpty();
        }
    }
}
