package dev.switchboard.localstack.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is said and done where not everything can be. */
final class DeadLettersCommandTest {

    private static final String PATH = "/admin/v1/dead-letters";
    private static final String FIRST = "user.commands-dlt/3/17";
    private static final String SECOND = "number.events-dlt/0/1";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** By service, method and path; what is not there is answered 404. */
    private final Map<String, String> answers = new HashMap<>();

    /** What is answered 500. */
    private final Set<String> broken = new HashSet<>();

    private HttpServer provisioner;
    private HttpServer numberService;

    @BeforeEach
    void start() throws IOException {
        provisioner = start("provisioner");
        numberService = start("number-service");
        answers.put(
                "provisioner GET " + PATH,
                """
                {"letters":[{"topic":"user.commands-dlt","partition":3,"offset":17},
                    {"topic":"number.events-dlt","partition":0,"offset":1}],"more":false}
                """);
        answers.put("number-service GET " + PATH, "{\"letters\":[],\"more\":false}");
        answers.put("provisioner POST " + PATH + "/" + FIRST + "/replay", "{\"done\":true}");
        answers.put("provisioner POST " + PATH + "/" + SECOND + "/replay", "{\"done\":true}");
    }

    private HttpServer start(String name) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(name, exchange));
        server.start();
        return server;
    }

    @AfterEach
    void stop() {
        provisioner.stop(0);
        numberService.stop(0);
    }

    @Test
    void replaysAllThatAreOpen() {
        assertThat(run("replay", "--all")).isZero();

        assertThat(out.toString().lines())
                .containsExactly(FIRST + " was sent again", SECOND + " was sent again");
    }

    @Test
    void saysByItsExitCodeThatAServiceWasNotAsked() {
        broken.add("number-service GET " + PATH);

        assertThat(run("replay", "--all")).isEqualTo(1);

        assertThat(out.toString().lines()).hasSize(2);
        assertThat(err.toString()).contains(url(numberService) + PATH);
    }

    @Test
    void doesNotTakeAServiceThatIsAwayForOneWithoutLetters() {
        broken.add("provisioner GET " + PATH);

        assertThat(run("discard", "--all")).isEqualTo(1);
    }

    @Test
    void doesNotTakeAnAddressWhereNoServiceIsForOneWithoutLetters() {
        answers.clear();

        assertThat(run("list")).isEqualTo(1);

        assertThat(err.toString())
                .contains(
                        url(provisioner) + PATH + "?limit=100 was answered 404",
                        url(numberService) + PATH + "?limit=100 was answered 404")
                .doesNotContain("No dead letter is open");
    }

    @Test
    void saysByItsExitCodeThatThereAreMore() {
        answers.put("number-service GET " + PATH, "{\"letters\":[],\"more\":true}");

        assertThat(run("replay", "--all")).isEqualTo(1);

        assertThat(err.toString()).contains("There are more at " + url(numberService));
    }

    @Test
    void goesOnBehindALetterThatCannotBeReplayed() {
        broken.add("provisioner POST " + PATH + "/" + FIRST + "/replay");

        assertThat(run("replay", "--all")).isEqualTo(1);
        assertThat(run("replay", FIRST, "nonsense", SECOND)).isEqualTo(1);

        assertThat(out.toString().lines())
                .containsExactly(SECOND + " was sent again", SECOND + " was sent again");
        assertThat(err.toString())
                .contains("No dead letter '" + FIRST + "' was found:", "500", "'nonsense' names");
    }

    @Test
    void hasNothingToDoWhereNoneIsOpen() {
        answers.put("provisioner GET " + PATH, "{\"letters\":[],\"more\":false}");

        assertThat(run("replay", "--all")).isEqualTo(3);
    }

    private int run(String... args) {
        CommandLine line =
                new CommandLine(
                        new DeadLettersCommand(
                                () ->
                                        Optional.of(
                                                new AdminApis(
                                                        List.of(
                                                                url(provisioner),
                                                                url(numberService)),
                                                        "secret"))));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    private static URI url(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(String service, HttpExchange exchange) throws IOException {
        try (exchange) {
            String key =
                    "%s %s %s"
                            .formatted(
                                    service,
                                    exchange.getRequestMethod(),
                                    exchange.getRequestURI().getPath());
            String answer = answers.get(key);
            int status = broken.contains(key) ? 500 : answer == null ? 404 : 200;
            byte[] body =
                    (status == 200 && answer != null ? answer : "{\"detail\":\"Not here.\"}")
                            .getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
