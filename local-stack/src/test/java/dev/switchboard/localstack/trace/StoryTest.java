package dev.switchboard.localstack.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.localstack.trace.Stores.User;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import picocli.CommandLine.TypeConversionException;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

final class StoryTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void tellsStepsInOrderWithTheTimesBetween() {
        StringWriter told = new StringWriter();
        Story.print(
                List.of(
                        new Step(NOON.plusMillis(14), 9, "r1", "gateway → client", "201"),
                        new Step(NOON, Step.ASKED, "r1", "client → gateway", "POST"),
                        new Step(NOON.plusMillis(14), 3, "r1", "provisioner", "outcome created"),
                        new Step(NOON.plusSeconds(75), 4, "r1", "number-service", "assigned")),
                new PrintWriter(told, true));

        assertThat(told.toString().lines())
                .containsExactly(
                        "2026-11-24 (UTC)",
                        "12:00:00.000             client → gateway  POST",
                        "12:00:00.014     +14 ms  provisioner       outcome created",
                        "12:00:00.014      +0 ms  gateway → client  201",
                        "12:01:15.000    +75.0 s  number-service    assigned");
    }

    @Test
    void letsNoRequestComeAfterItsOwnCommand() {
        StringWriter told = new StringWriter();
        Story.print(
                List.of(
                        new Step(NOON.plusMillis(2), Step.ASKED, "r1", "client → gateway", "POST"),
                        new Step(NOON.plusMillis(1), 1, "r1", "scim-gateway", "command"),
                        new Step(NOON, 1, "r2", "scim-gateway", "another's command")),
                new PrintWriter(told, true));

        assertThat(told.toString().lines())
                .containsExactly(
                        "2026-11-24 (UTC)",
                        "12:00:00.000             scim-gateway      another's command",
                        "12:00:00.001      +1 ms  client → gateway  POST",
                        "12:00:00.001      +0 ms  scim-gateway      command");
    }

    @Test
    void saysWhatAMessageSaysWithoutItsBody() {
        Step step =
                Messages.step(
                        message(
                                "user.commands",
                                Map.of(
                                        "ce_type",
                                        "dev.switchboard.user.patch.v1",
                                        "ce_source",
                                        "/scim-gateway/1f6a",
                                        "ce_time",
                                        NOON.toString(),
                                        "traceparent",
                                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
                                """
                                {"operations":[{"op":"replace","path":"active","value":false},
                                               {"op":"add","value":{"title":"Countess"}}]}
                                """),
                        false);

        assertThat(step.at()).isEqualTo(NOON);
        assertThat(step.who()).isEqualTo("scim-gateway");
        assertThat(step.what())
                .isEqualTo(
                        "command user.patch (replace active, add title)  user.commands-3@7"
                                + "  trace 4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void tellsWhyAnotherNumberWasGivenThanWasAskedFor() {
        Step step =
                Messages.step(
                        message(
                                "number.events",
                                Map.of("ce_type", "dev.switchboard.number.assigned.v1"),
                                """
                                {"number":"+16465550123","requestedAreaCode":"212","assignedAreaCode":"646",
                                 "reason":"SHARED_POOL","fallback":"FALLBACK_AREA_CODE",
                                 "requestRefusal":"+12125550100 is not free"}
                                """),
                        false);

        assertThat(step.what())
                .startsWith(
                        "number event assigned, +16465550123, requestedAreaCode 212, reason SHARED_POOL,"
                                + " fallback FALLBACK_AREA_CODE, requestRefusal +12125550100 is not free");
    }

    @Test
    void tellsWhyAUserHasNoNumber() {
        assertThat(linesOf(user("waiting", "No number of area code 212 is left.", null)))
                .containsExactly(
                        "User u1 'ada@example.com' of company c1: active, version 2, number - (waiting)",
                        "    number: No number of area code 212 is left.");
        assertThat(linesOf(user("none", null, "phone")))
                .containsExactly(
                        "User u1 'ada@example.com' of company c1: active, version 2, number - (none)",
                        "    licence: waits for 'phone'",
                        "    licence: All 5 are in use.",
                        "    number: none is looked for; './switchboard numbers show u1' tells whether an admin took it (withheld)");
    }

    private static User user(
            String status, @Nullable String numberDetail, @Nullable String licenceWanted) {
        return new User(
                "u1",
                "c1",
                "ada@example.com",
                true,
                2,
                null,
                status,
                numberDetail,
                null,
                null,
                licenceWanted,
                licenceWanted == null ? null : "All 5 are in use.");
    }

    private static List<String> linesOf(User user) {
        StringWriter told = new StringWriter();
        Story.printUser(user, new PrintWriter(told, true));
        return told.toString().lines().toList();
    }

    @Test
    void tellsWhyALetterIsDead() {
        Step step =
                Messages.step(
                        message(
                                "user.commands-dlt",
                                Map.of(
                                        "ce_type",
                                        "dev.switchboard.user.create.v1",
                                        "dlt_time",
                                        NOON.toString(),
                                        "dlt_group",
                                        "provisioner",
                                        "dlt_attempts",
                                        "3",
                                        "dlt_reason",
                                        "IllegalStateException"),
                                "not JSON"),
                        false);

        assertThat(step.who()).isEqualTo("provisioner");
        assertThat(step.what())
                .startsWith("DEAD LETTER user.create: IllegalStateException (3 attempts)");
    }

    @Test
    void readsTimesAsPeopleWriteThem() {
        var converter = new SinceConverter();

        assertThat(converter.convert("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(converter.convert("2H")).isEqualTo(Duration.ofHours(2));
        assertThat(converter.convert("7d")).isEqualTo(Duration.ofDays(7));
        assertThatThrownBy(() -> converter.convert("yesterday"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'yesterday' is no time: write e.g. 90s, 30m, 2h or 7d");
    }

    private static ConsumerRecord<String, byte[]> message(
            String topic, Map<String, String> headers, String body) {
        var message = new ConsumerRecord<>(topic, 3, 7, "key", body.getBytes(UTF_8));
        headers.forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        return message;
    }
}
