package dev.switchboard.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;

final class DemoCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"put", "PATCH"})
    void tellsAUsersWholeLife(String dialect) throws IOException {
        try (var server = new FakeScimServer("tel:+1-212-555-0123")) {
            int exitCode = run(server.endpoint(), "--dialect", dialect);

            assertThat(exitCode).as(out::toString).isZero();
            assertThat(out.toString())
                    .contains("-> POST /Users")
                    .contains("<- 201 in")
                    .contains("ok +12125550123, in the office's area code 212")
                    .contains("ok with the same number as before: +12125550123")
                    .contains("All as Okta needs it")
                    .doesNotContain("1mz050nq");
        }
    }

    @Test
    void saysWhichExpectationFailedAndDeletesItsUser() throws IOException {
        try (var server = new FakeScimServer("tel:+1-415-555-0123")) {
            int exitCode = run(server.endpoint(), "--dialect", "patch");

            assertThat(exitCode).isOne();
            assertThat(out.toString())
                    .contains("FAILED Expected: +14155550123, in the office's area code 212");
            assertThat(server.isEmpty()).isTrue();
        }
    }

    @Test
    @DisabledIfEnvironmentVariable(named = "SCIM_BASE_URL", matches = ".+")
    void saysWhatToDoWhereNoStackIsRunning() {
        int exitCode =
                new CommandLine(new DemoCommand(Optional::empty))
                        .setErr(new PrintWriter(err, true))
                        .execute();

        assertThat(exitCode).isNotZero();
        assertThat(err.toString()).contains("./switchboard up");
    }

    @Test
    void saysWhichDialectsThereAre() {
        int exitCode =
                new CommandLine(new DemoCommand(Optional::empty))
                        .setErr(new PrintWriter(err, true))
                        .execute("--dialect", "soap");

        assertThat(exitCode).isNotZero();
        assertThat(err.toString()).contains("'soap' is not a dialect; choose of put, patch");
    }

    private int run(ScimEndpoint endpoint, String... arguments) {
        return new CommandLine(new DemoCommand(() -> Optional.of(endpoint)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
