package dev.switchboard.systemtests;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.switchboard.localstack.demo.Demo;
import dev.switchboard.localstack.demo.Dialect;
import dev.switchboard.systemtests.stack.Company;
import dev.switchboard.systemtests.stack.Stack;
import dev.switchboard.systemtests.stack.StackExtension;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The demo's sequence, both ways that Okta has of changing a user. */
@ExtendWith(StackExtension.class)
@Timeout(180)
final class OktaDialectsIT {

    private final Stack stack;

    OktaDialectsIT(Stack stack) {
        this.stack = stack;
    }

    @ParameterizedTest
    @EnumSource
    void servesAUsersWholeLife(Dialect dialect) {
        String areaCode =
                switch (dialect) {
                    case PUT -> "718";
                    case PATCH -> "719";
                };
        Company company =
                new Company(stack).withOffice("New York", areaCode).withNumbers(areaCode, 0, 1);
        var story = new StringWriter();
        var demo =
                new Demo(
                        company.endpoint(0),
                        dialect,
                        new Demo.Place("New York", areaCode),
                        Users.PATIENCE,
                        new PrintWriter(story));

        assertThatCode(demo::play).as(story::toString).doesNotThrowAnyException();
    }
}
