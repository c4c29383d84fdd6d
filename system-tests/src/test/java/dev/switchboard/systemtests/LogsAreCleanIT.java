package dev.switchboard.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.localstack.demo.ExampleUser;
import dev.switchboard.localstack.demo.OktaClient;
import dev.switchboard.systemtests.stack.Company;
import dev.switchboard.systemtests.stack.Stack;
import dev.switchboard.systemtests.stack.StackExtension;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * No token, e-mail address or telephone number that any test has used is in the log of any process,
 * broker and database included. The last class of a run ({@code junit-platform.properties}, {@link
 * ClassOrderer.OrderAnnotation}); alone, it has its own requests to look for.
 */
@ExtendWith(StackExtension.class)
@Order(Integer.MAX_VALUE)
@Timeout(300)
final class LogsAreCleanIT {

    private static final Pattern TOKEN = Pattern.compile("sbt_[A-Za-z0-9_-]{16,}");
    private static final Pattern EMAIL =
            Pattern.compile("[\\p{L}\\p{N}._%+'-]+@[\\p{L}\\p{N}.-]+\\.\\p{L}{2,}");
    // In a body: a text of ten to fifteen digits and what people write between them.
    private static final Pattern NUMBER_TEXT =
            Pattern.compile("\"(?:tel:)?(\\+?[0-9][0-9 ().-]{8,24})\"");
    private static final Pattern DIGITS = Pattern.compile("\\+?[0-9][0-9().-]{8,}[0-9]");
    private static final Pattern E164 =
            Pattern.compile("(?<![0-9A-Za-z])\\+[1-9][0-9]{9,14}(?![0-9])");
    private static final String AREA_CODE = "607";
    private static final List<String> TOPICS =
            List.of("user.commands", "user.events", "number.events");

    private final Stack stack;
    private final Set<String> numbers = new HashSet<>();
    private final Set<String> numbersAsWritten = new HashSet<>();
    private final Set<String> emails = new HashSet<>();

    LogsAreCleanIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void noLogHasATokenAnAddressOrANumber() throws IOException, InterruptedException {
        String lastRequest = "last-request-" + UUID.randomUUID();
        causeLinesOfAllKinds(lastRequest);
        readWhatWasUsed();
        assertThat(emails).isNotEmpty();
        assertThat(numbers).isNotEmpty();
        await("the gateway's log has the last request")
                .atMost(Users.PATIENCE)
                .until(() -> logsOf("scim-gateway").anyMatch(line -> line.contains(lastRequest)));

        Map<String, Integer> lines = new TreeMap<>();
        Set<String> found = new TreeSet<>();
        stack.readLogs(
                (process, line) -> {
                    lines.merge(process.replaceAll("-[0-9]+$", ""), 1, Integer::sum);
                    if (isTelling(line)) {
                        found.add(process + ": " + line);
                    }
                });

        assertThat(lines)
                .containsKeys("kafka", "postgres", "scim-gateway", "provisioner", "number-service");
        assertThat(found).isEmpty();
    }

    private boolean isTelling(String line) {
        return line.contains(stack.adminToken())
                || TOKEN.matcher(line).find()
                || EMAIL.matcher(line).results().map(MatchResult::group).anyMatch(emails::contains)
                || E164.matcher(line).find()
                || DIGITS.matcher(line)
                        .results()
                        .map(found -> digitsOf(found.group()))
                        .anyMatch(numbers::contains)
                || numbersAsWritten.stream().anyMatch(line::contains);
    }

    private Stream<String> logsOf(String service) {
        List<String> lines = new ArrayList<>();
        stack.readLogs(
                (process, line) -> {
                    if (process.startsWith(service)) {
                        lines.add(line);
                    }
                });
        return lines.stream();
    }

    /** Whatever any test has sent is in the topics, decided or not. */
    private void readWhatWasUsed() {
        try (TopicReader topics = new TopicReader(stack.bootstrapServers(), TOPICS)) {
            topics.readToTheEnd();
            for (ConsumerRecord<String, byte[]> each : topics.seen()) {
                if (each.value() != null) {
                    noteUsed(new String(each.value(), UTF_8));
                }
            }
        }
    }

    private void noteUsed(String body) {
        EMAIL.matcher(body).results().map(MatchResult::group).forEach(emails::add);
        NUMBER_TEXT
                .matcher(body)
                .results()
                .map(found -> found.group(1))
                .filter(text -> digitsOf(text).length() >= 10)
                .forEach(
                        text -> {
                            numbers.add(digitsOf(text));
                            if (text.contains(" ")) {
                                numbersAsWritten.add(text);
                            }
                        });
    }

    /** Without the country's 1, which is written or not. */
    private static String digitsOf(String number) {
        String digits = number.replaceAll("[^0-9]", "");
        return digits.length() == 11 && digits.startsWith("1") ? digits.substring(1) : digits;
    }

    /** What is done, refused by each part of the system, and not understood at all. */
    private void causeLinesOfAllKinds(String lastRequest) throws IOException, InterruptedException {
        Company company =
                new Company(stack).withOffice("Ithaca", AREA_CODE).withNumbers(AREA_CODE, 20, 2);
        ExampleUser user = company.newUser("Ithaca");
        String address = user.userName();
        try (OktaClient okta = company.okta(0);
                HttpClient http = HttpClient.newHttpClient()) {
            String id = Users.created(okta.create(user.toBody()));
            String number = Users.awaitNumber(okta, id);
            assertThat(okta.create(user.toBody()).status()).isEqualTo(409);
            assertThat(okta.lookUp(address).status()).isEqualTo(200);
            String scim = company.endpoint(0).baseUrl().toString();
            String token = company.endpoint(0).token();
            String odd = "userName eq \"%s\" and phoneNumbers[%s".formatted(address, number);
            ask(http, scim + "/Users?filter=" + URLEncoder.encode(odd, UTF_8), token, "odd", null);
            ask(http, scim + "/" + address + "/" + number, token, "odd", null);
            ask(http, scim + "/Users", token, "odd", "{\"userName\":\"%s\",".formatted(address));
            ask(http, scim + "/Users/" + id, token + "x", "odd", null);
            ask(http, stack.provisionerAdmin() + "/admin/v1/companies", token, "odd", null);
            ask(
                    http,
                    stack.numbersAdmin() + "/admin/v1/numbers",
                    stack.adminToken(),
                    "odd",
                    "number\n%s,%s\n".formatted(number, address));
            ask(http, scim + "/Users/" + id, token, lastRequest, null);
        }
    }

    private static void ask(
            HttpClient http, String url, String token, String requestId, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(Users.PATIENCE)
                        .header("Authorization", "Bearer " + token)
                        .header("X-Request-Id", requestId);
        if (body != null) {
            request.header(
                            "Content-Type",
                            url.contains("/admin/") ? "text/csv" : "application/scim+json")
                    .POST(BodyPublishers.ofString(body));
        }
        http.send(request.build(), BodyHandlers.discarding());
    }
}
