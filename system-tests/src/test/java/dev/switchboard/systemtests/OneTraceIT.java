package dev.switchboard.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.switchboard.localstack.trace.TraceCommand;
import dev.switchboard.systemtests.stack.Company;
import dev.switchboard.systemtests.stack.Stack;
import dev.switchboard.systemtests.stack.StackExtension;
import dev.switchboard.systemtests.stack.TraceCollector;
import dev.switchboard.systemtests.stack.TraceCollector.Finished;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import picocli.CommandLine;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One create, as an OpenTelemetry collector sees it that all three services report to. */
@ExtendWith(StackExtension.class)
@Timeout(180)
final class OneTraceIT {

    private static final String AREA_CODE = "631";
    private static final String CLIENT_SPAN = "00f067aa0ba902b7";
    private static final List<String> TOPICS =
            List.of("user.commands", "user.outcomes", "user.events", "number.events");

    private final Stack stack;
    private final TraceCollector traces;

    /** The client's own, another for each run against a stack that goes on. */
    private final String trace = "%032x".formatted(System.nanoTime());

    OneTraceIT(Stack stack) {
        assumeTrue(stack.traces().isPresent(), "this stack reports to no collector");
        this.stack = stack;
        this.traces = stack.traces().orElseThrow();
    }

    @Test
    void joinsRequestCommandTransactionOutcomeEventAndAssignment() throws Exception {
        Company company =
                new Company(stack).withOffice("Islip", AREA_CODE).withNumbers(AREA_CODE, 0, 1);
        HttpResponse<String> created = create(company);
        String id = JsonMapper.shared().readTree(created.body()).path("id").asString("");
        String requestId = created.headers().firstValue("X-Request-Id").orElseThrow();

        List<Finished> spans = awaitSpans();

        assertThat(pathTo("process number.events", spans))
                .containsExactly(
                        "scim-gateway: SCIM POST",
                        "provisioner: process user.commands",
                        "provisioner: send user.events",
                        "number-service: process user.events",
                        "number-service: send number.events",
                        "provisioner: process number.events");
        assertThat(pathTo("send user.outcomes", spans))
                .containsExactly(
                        "scim-gateway: SCIM POST",
                        "provisioner: process user.commands",
                        "provisioner: send user.outcomes");
        assertThatMessagesCarryIt(id, spans);
        assertThat(story(requestId))
                .containsPattern("command user\\.create .*  trace " + trace)
                .contains("[" + requestId + "]");
        assertThat(logLinesWith(requestId))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains(trace));
    }

    /** A monitor of topics finds the span that each message was sent by. */
    private void assertThatMessagesCarryIt(String id, List<Finished> spans) {
        try (var topics = new TopicReader(stack.bootstrapServers(), TOPICS)) {
            // The create, its outcome and event, the number, and the event of the user with it.
            List<ConsumerRecord<String, byte[]>> messages =
                    topics.awaitRecords(id, found -> found.size() >= 5);
            Map<String, String> spanOf =
                    spans.stream().collect(Collectors.toMap(Finished::id, Finished::name));
            assertThat(messages)
                    .allSatisfy(
                            message -> {
                                String[] traceparent = traceparent(message).split("-", -1);
                                assertThat(traceparent[1]).isEqualTo(trace);
                                assertThat(spanOf.get(traceparent[2]))
                                        .isEqualTo(
                                                message.topic().equals("user.commands")
                                                        ? "SCIM POST"
                                                        : "send " + message.topic());
                            });
            assertThat(messages)
                    .extracting(ConsumerRecord::topic)
                    .containsExactlyInAnyOrder(
                            "user.commands",
                            "user.outcomes",
                            "user.events",
                            "number.events",
                            "user.events");
        }
    }

    private static String traceparent(ConsumerRecord<String, byte[]> message) {
        var header = requireNonNull(message.headers().lastHeader("traceparent"), message.topic());
        return new String(header.value(), UTF_8);
    }

    /** Until the number is in the user, and told: services report every five seconds. */
    private List<Finished> awaitSpans() {
        return await("the spans of trace " + trace)
                .atMost(Users.PATIENCE)
                .until(
                        () -> traces.spansOf(trace),
                        found ->
                                count("send user.events", found) == 2
                                        && count("process user.events", found) == 2
                                        && count("send user.outcomes", found) == 1
                                        && count("process number.events", found) == 1
                                        && count("SCIM POST", found) == 1);
    }

    private static long count(String name, List<Finished> spans) {
        return spans.stream().filter(span -> span.name().equals(name)).count();
    }

    private HttpResponse<String> create(Company company) throws IOException, InterruptedException {
        String user = JsonMapper.shared().writeValueAsString(company.newUser("Islip").toBody());
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(stack.scimBaseUrls().getFirst() + "/Users"))
                        .timeout(Users.PATIENCE)
                        .header("Authorization", "Bearer " + company.endpoint(0).token())
                        .header("Content-Type", "application/scim+json")
                        .header("traceparent", "00-%s-%s-01".formatted(trace, CLIENT_SPAN))
                        .POST(BodyPublishers.ofString(user))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            return answer;
        }
    }

    /** From the client's own span down to the first span of that name, parent by parent. */
    private static List<String> pathTo(String name, List<Finished> spans) {
        Map<String, Finished> byId =
                spans.stream().collect(Collectors.toMap(Finished::id, Function.identity()));
        Finished span = spans.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
        List<String> path = new ArrayList<>();
        while (!span.parent().equals(CLIENT_SPAN)) {
            path.addFirst(span.service() + ": " + span.name());
            span = requireNonNull(byId.get(span.parent()), "no parent of " + span);
        }
        path.addFirst(span.service() + ": " + span.name());
        return path;
    }

    private String story(String requestId) {
        return await("the story of request " + requestId)
                .atMost(Users.PATIENCE)
                .until(() -> told(requestId), told -> told.contains("gateway → client  201"));
    }

    private String told(String requestId) {
        StringWriter out = new StringWriter();
        var command =
                new CommandLine(
                        new TraceCommand(() -> Optional.of(stack.addresses()), Clock.systemUTC()));
        command.setOut(new PrintWriter(out, true));
        command.execute(requestId);
        return out.toString();
    }

    private List<String> logLinesWith(String requestId) {
        List<String> lines = new ArrayList<>();
        stack.readLogs(
                (process, line) -> {
                    if (line.contains(requestId)) {
                        lines.add(process + ": " + line);
                    }
                });
        return lines;
    }
}
