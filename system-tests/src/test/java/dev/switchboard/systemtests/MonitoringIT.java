package dev.switchboard.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.localstack.demo.Dialect;
import dev.switchboard.localstack.demo.OktaClient;
import dev.switchboard.localstack.demo.ScimEndpoint;
import dev.switchboard.systemtests.Exposition.Series;
import dev.switchboard.systemtests.PromQl.Condition;
import dev.switchboard.systemtests.PromQl.Selector;
import dev.switchboard.systemtests.stack.Company;
import dev.switchboard.systemtests.stack.Stack;
import dev.switchboard.systemtests.stack.StackExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Holds alert rules, dashboards and docs against what the running services tell Prometheus. */
@ExtendWith(StackExtension.class)
@Timeout(180)
final class MonitoringIT {

    private static final String AREA_CODE = "585";
    private static final String AREA_CODE_OF_THE_POOL = "586";
    private static final Path OPERATIONS = Path.of("../docs/operations.md");
    private static final Pattern METRIC = Pattern.compile("\\bswitchboard_[a-z0-9_]+\\b");
    private static final Pattern SECTION = Pattern.compile("(?m)^### (.*)$");

    /** What Prometheus itself adds: {@code up}, and to every series where it is from. */
    private static final String UP = "up";

    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    /** Series that are there only after something has gone wrong. */
    private static final Map<String, String> ONLY_AFTER_A_FAULT =
            Map.of(
                    "switchboard_gateway_requests_seconds_count status=~\"5..\"",
                    "made with the first request that is answered so",
                    "switchboard_gateway_requests_seconds_count status=~\"[45]..\"",
                    "made with the first request that is answered so",
                    "switchboard_gateway_requests_seconds_count status=\"401\"",
                    "made with the first request that is answered so");

    /** Metrics that are there only after a company has used up its share, as they are then. */
    private static final List<Series> ONLY_BEYOND_A_SHARE =
            List.of(new Series("switchboard_gateway_limited_total", Map.of("limit", "rate")));

    /** Each test has a company of its own, and each company a number. */
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Stack stack;

    MonitoringIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void tellsEveryMetricLabelAndValueThatRulesAndDashboardsUse() {
        useIt();
        List<Watched> watched = Watched.all();

        // The stock is looked at once a minute.
        await().atMost(Users.PATIENCE.plusSeconds(30))
                .untilAsserted(
                        () -> {
                            Exposition told = Exposition.of(stack.scrapes());
                            assertThat(watched)
                                    .allSatisfy(
                                            each ->
                                                    assertThat(missing(each, told))
                                                            .as(
                                                                    "%s: %s",
                                                                    each.place(), each.expression())
                                                            .isEmpty());
                        });
    }

    @Test
    void everyAlertHasASectionThatSaysWhatToDo() throws IOException {
        Set<String> sections =
                SECTION.matcher(Files.readString(OPERATIONS))
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toSet());

        assertThat(Watched.rules())
                .allSatisfy(
                        rule -> {
                            String alert = rule.path("alert").asString();
                            assertThat(sections).contains(alert);
                            assertThat(rule.path("annotations").path("runbook").asString(""))
                                    .isEqualToIgnoringCase("docs/operations.md#" + alert);
                        });
    }

    @Test
    void writesEveryMetricOfOursDown() throws IOException {
        useIt();

        Set<String> written =
                METRIC.matcher(Files.readString(OPERATIONS))
                        .results()
                        .map(found -> found.group())
                        .collect(Collectors.toSet());

        assertThat(
                        Exposition.of(stack.scrapes()).series().stream()
                                .map(Series::metric)
                                .filter(name -> name.startsWith("switchboard_"))
                                .map(name -> name.replaceFirst("_(bucket|count|sum|max)$", ""))
                                .distinct())
                .hasSizeGreaterThan(15)
                .allSatisfy(
                        name ->
                                assertThat(written)
                                        .as("docs/operations.md tells of " + name)
                                        .contains(name));
    }

    @Test
    void hasNoPersonalDataInLabels() {
        useIt();

        assertThat(stack.scrapes()).allSatisfy(s -> assertThat(s).doesNotContain("@", "+1585"));
    }

    private void useIt() {
        int number = NUMBERS.getAndIncrement();
        Company company =
                new Company(stack)
                        .withOffice("Rochester", AREA_CODE)
                        .withNumbers(AREA_CODE, number, 1)
                        .withSharedNumbers(AREA_CODE_OF_THE_POOL, number, 1);
        try (OktaClient okta = company.okta(0)) {
            Users.awaitNumber(
                    okta, Users.created(okta.create(company.newUser("Rochester").toBody())));
        }
        var nobody = new ScimEndpoint(company.endpoint(0).baseUrl(), "sbt_of-nobody");
        try (OktaClient stranger = new OktaClient(nobody, Dialect.PATCH)) {
            assertThat(stranger.testCredentials().status()).isEqualTo(401);
        }
    }

    /** What an expression asks for that is not told. */
    private static List<String> missing(Watched watched, Exposition told) {
        List<String> missing = new ArrayList<>();
        for (Selector selector : PromQl.selectors(watched.expression())) {
            if (selector.metric().equals(UP)) {
                // Its job is one of prometheus.yml; nothing else is known of it.
                missing.addAll(missing(selector, watched, jobs()));
            } else {
                List<Series> series = told.of(selector.metric());
                if (series.isEmpty()) {
                    series = new Exposition(ONLY_BEYOND_A_SHARE).of(selector.metric());
                }
                if (series.isEmpty()) {
                    missing.add(selector.metric());
                } else {
                    missing.addAll(missing(selector, watched, series));
                }
            }
        }
        return missing;
    }

    private static List<Series> jobs() {
        return Watched.jobs().stream()
                .map(job -> new Series(UP, Map.of("job", job, "instance", "any")))
                .toList();
    }

    private static List<String> missing(Selector selector, Watched watched, List<Series> series) {
        Set<String> labels = new HashSet<>(OF_PROMETHEUS);
        series.forEach(each -> labels.addAll(each.labels().keySet()));
        List<String> missing = new ArrayList<>();
        for (Condition condition : selector.conditions()) {
            boolean isMet =
                    series.stream()
                            .map(each -> each.labels().get(condition.label()))
                            .anyMatch(value -> value != null && condition.isMetBy(value));
            if (!labels.contains(condition.label())
                    || (!isMet
                            && !ONLY_AFTER_A_FAULT.containsKey(
                                    selector.metric() + " " + condition))) {
                missing.add(selector.metric() + " with " + condition);
            }
        }
        for (Set<String> grouping : selector.groupings()) {
            grouping.stream()
                    .filter(label -> !labels.contains(label))
                    .forEach(label -> missing.add(selector.metric() + " by " + label));
        }
        Set<String> left = selector.groupings().isEmpty() ? labels : selector.groupings().getLast();
        watched.shown().stream()
                .filter(label -> !left.contains(label))
                .forEach(label -> missing.add("no " + label + " is left to be shown"));
        return missing;
    }
}
