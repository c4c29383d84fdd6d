package dev.switchboard.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.localstack.admin.AdminAddress;
import dev.switchboard.localstack.admin.RequestsCommand;
import dev.switchboard.localstack.demo.OktaClient;
import dev.switchboard.localstack.trace.Addresses;
import dev.switchboard.localstack.trace.TraceCommand;
import dev.switchboard.systemtests.stack.Company;
import dev.switchboard.systemtests.stack.Stack;
import dev.switchboard.systemtests.stack.StackExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What an operator finds out with {@code ./switchboard trace} and {@code requests}. */
@ExtendWith(StackExtension.class)
@Timeout(180)
final class FollowARequestIT {

    private static final String AREA_CODE = "607";

    private final Stack stack;

    FollowARequestIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void tellsAUsersStoryByIdAndByNameAndARequestsByItsId() {
        Company company =
                new Company(stack).withOffice("Ithaca", AREA_CODE).withNumbers(AREA_CODE, 0, 1);
        var user = company.newUser("Ithaca");
        String id;
        try (OktaClient okta = company.okta(0)) {
            id = Users.created(okta.create(user.toBody()));
            Users.awaitNumber(okta, id);
        }

        String story =
                await().atMost(Users.PATIENCE)
                        .until(() -> trace(id), told -> told.contains("gateway → client  201"));
        assertThat(linesOf(story))
                .containsSubsequence(
                        "client → gateway", "command user.create", "outcome created", "201");
        assertThat(linesOf(story))
                .containsSubsequence("command user.create", "event create:full", "number event");
        assertThat(story).contains("Numbers, and who held them").contains("this user " + id);

        String requestId =
                story.lines()
                        .filter(line -> line.contains("POST /scim/v2/Users"))
                        .map(line -> line.replaceFirst(".*\\[(.*)]$", "$1"))
                        .findFirst()
                        .orElseThrow();
        assertThat(linesOf(trace(requestId)))
                .containsSubsequence("command user.create", "event create:full", "number event");
        assertThat(trace(user.userName())).contains("User " + id).contains("outcome created");
    }

    @Test
    void tellsWhyACreateWasRefused() {
        Company company =
                new Company(stack).withOffice("Ithaca", AREA_CODE).withNumbers(AREA_CODE, 5, 6);
        var user = company.newUser("Ithaca");
        try (OktaClient okta = company.okta(0)) {
            Users.created(okta.create(user.toBody()));
            assertThat(okta.create(user.toBody()).status()).isEqualTo(409);
        }

        String refused =
                await().atMost(Users.PATIENCE)
                        .until(
                                () -> requests("--failed", "--company", company.id().toString()),
                                told -> told.contains("409"));
        assertThat(refused).contains("409 uniqueness  POST /scim/v2/Users");
    }

    private String trace(String what) {
        return run(new CommandLine(new TraceCommand(this::addresses, Clock.systemUTC())), what);
    }

    private String requests(String... arguments) {
        return run(
                new CommandLine(new RequestsCommand(this::provisioner, Clock.systemUTC())),
                arguments);
    }

    private Optional<AdminAddress> provisioner() {
        return Optional.of(new AdminAddress(stack.provisionerAdmin(), stack.adminToken()));
    }

    private Optional<Addresses> addresses() {
        return Optional.of(stack.addresses());
    }

    private static String run(CommandLine command, String... arguments) {
        StringWriter out = new StringWriter();
        command.setOut(new PrintWriter(out, true));
        command.execute(arguments);
        return out.toString();
    }

    /** The lines, each as the one word group of interest that it contains. */
    private static List<String> linesOf(String story) {
        List<String> interesting =
                List.of(
                        "client → gateway",
                        "command user.create",
                        "outcome created",
                        "event create:full",
                        "number event",
                        "201");
        return story.lines()
                .flatMap(line -> interesting.stream().filter(line::contains).limit(1))
                .toList();
    }
}
