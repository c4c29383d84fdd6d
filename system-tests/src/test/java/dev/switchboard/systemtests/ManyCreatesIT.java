package dev.switchboard.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.localstack.demo.ExampleUser;
import dev.switchboard.localstack.demo.Exchange;
import dev.switchboard.localstack.demo.OktaClient;
import dev.switchboard.systemtests.stack.Company;
import dev.switchboard.systemtests.stack.Stack;
import dev.switchboard.systemtests.stack.StackExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;

import java.util.List;

/** An import of five hundred users at once, through two gateways. */
@ExtendWith(StackExtension.class)
@Timeout(240)
final class ManyCreatesIT {

    private static final int USERS = 500;
    private static final int CONNECTIONS = 32;
    private static final List<String> AREA_CODES =
            List.of("404", "502", "503", "512", "602", "603");
    private static final int NUMBERS_EACH = 100;

    private final Stack stack;

    ManyCreatesIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void showsEachUserAtOnceThroughTheOtherGatewayAndGivesEachOneNumber() {
        var company = new Company(stack);
        AREA_CODES.forEach(
                areaCode ->
                        company.withOffice(officeIn(areaCode), areaCode)
                                .withNumbers(areaCode, 0, NUMBERS_EACH));
        try (OktaClient first = company.okta(0);
                OktaClient second = company.okta(1)) {
            List<ExampleUser> people =
                    Load.run(
                            USERS,
                            CONNECTIONS,
                            i -> {
                                ExampleUser user =
                                        company.newUser(
                                                officeIn(AREA_CODES.get(i % AREA_CODES.size())));
                                OktaClient writer = i % 2 == 0 ? first : second;
                                OktaClient reader = i % 2 == 0 ? second : first;
                                createAndReadBack(user, writer, reader);
                                return user;
                            });
            assertThat(people).hasSize(USERS);

            List<JsonNode> all = Users.awaitOneNumberEach(company, first, USERS);
            assertThat(all).allSatisfy(ManyCreatesIT::hasANumberOfItsOffice);
        }
    }

    private static void createAndReadBack(ExampleUser user, OktaClient writer, OktaClient reader) {
        String id = Users.created(writer.create(user.toBody()));
        Exchange read = reader.get(id);
        assertThat(read.status()).as("read after create: %s", read.body()).isEqualTo(200);
        assertThat(read.json().path("userName").asString()).isEqualTo(user.userName());
        assertThat(reader.lookUp(user.userName()).json().path("totalResults").asInt()).isOne();
    }

    private static void hasANumberOfItsOffice(JsonNode user) {
        String office =
                user.path("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")
                        .path("officeName")
                        .asString("");
        String areaCode = Exchange.numberOf(user).orElseThrow().substring(2, 5);
        assertThat(officeIn(areaCode)).isEqualTo(office);
    }

    private static String officeIn(String areaCode) {
        return "Office " + areaCode;
    }
}
