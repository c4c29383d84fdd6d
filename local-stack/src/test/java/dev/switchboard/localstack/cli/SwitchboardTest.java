package dev.switchboard.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What the commands say where nothing runs. */
final class SwitchboardTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    @Test
    void listsEveryProcessAsJson() {
        assertThat(run("status", "--json")).isEqualTo(3);

        JsonNode processes = JsonMapper.shared().readTree(out.toString());
        assertThat(processes.values())
                .extracting(p -> p.path("name").asString())
                .containsExactly(
                        "postgres", "kafka", "provisioner-1", "number-service-1", "scim-gateway-1");
        assertThat(processes.get(1).path("pid").isNull()).isTrue();
        assertThat(processes.get(1).path("port").asInt()).isEqualTo(9292);
        assertThat(processes.get(1).path("health").asString()).isEqualTo("down");
    }

    @Test
    void leavesNoTraceOfALook() {
        run("status");

        assertThat(home()).doesNotExist();
    }

    @Test
    void printsShellAssignmentsAndSaysWhatIsMissing() {
        assertThat(run("env")).isZero();

        assertThat(out.toString())
                .contains("SCIM_BASE_URL='http://127.0.0.1:8280/scim/v2'\n")
                .contains("KAFKA_BOOTSTRAP_SERVERS='127.0.0.1:9292'\n")
                .doesNotContain("SCIM_TOKEN=");
        assertThat(err.toString())
                .isEqualTo("There is no SCIM_TOKEN before the first ./switchboard up.\n");
    }

    @Test
    void removesNothingUnasked() throws IOException {
        Path data = Files.createDirectories(home().resolve("kafka")).resolve("data");
        Files.writeString(data, "precious");

        assertThat(run("reset")).isEqualTo(1);

        assertThat(data).hasContent("precious");
        assertThat(err.toString())
                .isEqualTo("Nothing was removed. To remove it without a question: --yes.\n");
    }

    @Test
    void removesEverythingWhenTold() throws IOException {
        Files.writeString(Files.createDirectories(home().resolve("logs")).resolve("a.log"), "old");

        assertThat(run("reset", "--yes")).isZero();

        assertThat(home()).doesNotExist();
    }

    @Test
    void removesWhatACrashAndMacosLeftThere() throws IOException {
        Files.createDirectories(home().resolve("logs"));
        for (String left : List.of("hs_err_pid4711.log", "replay_pid4711.log", ".DS_Store")) {
            Files.writeString(home().resolve(left), "left");
        }

        assertThat(run("reset", "--yes")).isZero();

        assertThat(home()).doesNotExist();
    }

    @Test
    void removesNothingFromAFolderThatIsNotAStacks() throws IOException {
        Path logs = Files.createDirectories(home().resolve("logs"));
        Path letter = Files.writeString(home().resolve("letter.txt"), "precious");

        assertThat(run("reset", "--yes")).isEqualTo(1);

        assertThat(err.toString())
                .startsWith("switchboard: ")
                .contains("is not only a stack's: it has letter.txt. Nothing was removed;");
        assertThat(home()).isDirectoryContaining(logs::equals);
        assertThat(letter).hasContent("precious");
        assertThat(home().resolve("lock")).doesNotExist();
    }

    @Test
    void hasNothingToStop() {
        assertThat(run("down")).isZero();

        assertThat(out.toString()).isEqualTo("  Nothing is running.\n");
    }

    @Test
    void remembersWithWhichOffsetTheStackWasStarted() throws IOException {
        Files.writeString(Files.createDirectories(home()).resolve("port-offset"), "700\n");

        execute("--home", home().toString(), "env");

        assertThat(out.toString()).contains("KAFKA_BOOTSTRAP_SERVERS='127.0.0.1:9792'\n");
    }

    @Test
    void saysInOneSentenceWhichOffsetIsWrong() {
        assertThat(execute("--home", home().toString(), "--port-offset", "70000", "status"))
                .isEqualTo(1);

        assertThat(err.toString())
                .isEqualTo("switchboard: The port offset is 70000; it must be from 0 to 50000.\n");
    }

    @Test
    void saysInOneSentenceWhichProcessThereIsNot() {
        assertThat(run("logs", "zookeeper")).isEqualTo(1);

        assertThat(err.toString()).startsWith("switchboard: There is no process 'zookeeper'; ");
    }

    @Test
    void saysInOneSentenceWhatIsNeitherNumberNorUser() {
        assertThat(run("numbers", "show", "maria")).isEqualTo(1);

        assertThat(err.toString())
                .isEqualTo(
                        "switchboard: 'maria' is neither a number with its plus sign, as"
                                + " +12125550123, nor a user's id.\n");
    }

    @Test
    void runsKafkasToolsAgainstTheBrokerThatIsNamed() {
        CommandLine line = Switchboard.commandLine();

        assertThat(broker(line, "kafka", "topics", "--bootstrap-servers", "example.com:9092"))
                .isEqualTo("example.com:9092");
        assertThat(broker(line, "kafka", "topics", "--bootstrap-servers", ""))
                .isEqualTo("127.0.0.1:9292");
        assertThat(kafka(line).getUsageMessage()).contains("KAFKA_BOOTSTRAP_SERVERS");
    }

    @Test
    void handsTheToolsPropertiesOn() {
        CommandLine line = Switchboard.commandLine();
        line.parseArgs("kafka", "topics", "--command-config", "admin.properties", "--list");

        KafkaCommand kafka = kafka(line).getCommand();
        assertThat(kafka.toolArguments())
                .containsExactly("--list", "--command-config", "admin.properties");
    }

    @Test
    void startsNoToolWhereThereIsNoBroker() {
        assertThat(run("kafka", "console-consumer", "--topic", "user.events")).isEqualTo(2);

        assertThat(err.toString())
                .startsWith(
                        "No stack is running here. Start one with ./switchboard up, or set KAFKA_BOOTSTRAP_SERVERS.");
    }

    @Test
    void explainsTheCommandThatRunsTools() {
        assertThat(run("kafka", "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: switchboard kafka");

        assertThat(run("kafka")).isEqualTo(2);
        assertThat(err.toString()).startsWith("Missing required parameter: TOOL");
    }

    private String broker(CommandLine line, String... arguments) {
        line.parseArgs(inHome(arguments));
        KafkaCommand kafka = kafka(line).getCommand();
        return kafka.broker(kafka.stack());
    }

    private static CommandLine kafka(CommandLine line) {
        return Objects.requireNonNull(line.getSubcommands().get("kafka"));
    }

    private int run(String... command) {
        return execute(inHome(command));
    }

    private String[] inHome(String... command) {
        return Stream.concat(
                        Stream.of("--home", home().toString(), "--port-offset", "200"),
                        Stream.of(command))
                .toArray(String[]::new);
    }

    private int execute(String... arguments) {
        CommandLine line = Switchboard.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private Path home() {
        return folder.resolve("home");
    }
}
