package dev.switchboard.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.localstack.demo.OktaClient;
import dev.switchboard.systemtests.stack.Company;
import dev.switchboard.systemtests.stack.Stack;
import dev.switchboard.systemtests.stack.StackExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** More users than numbers. */
@ExtendWith(StackExtension.class)
@Timeout(180)
final class NumbersExhaustedIT {

    private static final String AREA_CODE = "704";

    private final Stack stack;

    NumbersExhaustedIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void letsAUserWaitAndServesThemWhenNumbersArrive() {
        Company company =
                new Company(stack).withOffice("Charlotte", AREA_CODE).withNumbers(AREA_CODE, 0, 1);
        try (OktaClient okta = company.okta(0)) {
            String served = Users.created(okta.create(company.newUser("Charlotte").toBody()));
            String number = Users.awaitNumber(okta, served);
            String waiting = Users.created(okta.create(company.newUser("Charlotte").toBody()));
            Users.awaitWaiting(okta, waiting);

            company.withNumbers(AREA_CODE, 1, 1);

            assertThat(Users.awaitNumber(okta, waiting)).isNotEqualTo(number);
            assertThat(Users.numberStatus(okta.get(waiting).json())).isEqualTo("assigned");
        }
    }
}
