package dev.switchboard.faults.evidence;

import dev.switchboard.faults.history.Attributes;
import dev.switchboard.faults.history.Evidence;
import dev.switchboard.faults.history.Evidence.NumberState;
import dev.switchboard.faults.history.Evidence.SentCommand;
import dev.switchboard.faults.history.Evidence.SentEvent;
import dev.switchboard.faults.history.Evidence.SentLicenceEvent;
import dev.switchboard.faults.history.Evidence.SentNumberEvent;
import dev.switchboard.faults.history.Evidence.WaitingUser;
import dev.switchboard.localstack.LocalStack;
import dev.switchboard.localstack.PostgresServer;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Sees what topics and tables hold. */
public final class Witness {

    private static final String COMMANDS = "user.commands";
    private static final String EVENTS = "user.events";
    private static final String NUMBER_EVENTS = "number.events";
    private static final String LICENCE_EVENTS = "licence.events";
    private static final Pattern LICENCE_TYPE = Pattern.compile(".*\\.licences\\.(\\w+)\\.v\\d+");
    private static final String MEMBER = "members[value eq \"";

    private final LocalStack stack;

    public Witness(LocalStack stack) {
        this.stack = stack;
    }

    /**
     * What is still to be done: rows in outboxes, lag of consumers, commands without an outcome,
     * users who wait although a number is free. All zero when the stack is calm.
     */
    public Map<String, Long> undone()
            throws SQLException, ExecutionException, InterruptedException {
        Map<String, Long> undone = new TreeMap<>();
        try (Connection connection = connect();
                Topics topics = new Topics(stack.bootstrapServers())) {
            Tables tables = new Tables(connection);
            Set<String> outcomes = tables.outcomes();
            List<SentCommand> commands = commands(topics);
            undone.put(
                    "commands without an outcome",
                    commands.stream().filter(c -> !outcomes.contains(c.id())).count());
            undone.put("rows in the provisioner's outbox", tables.count("users.outbox"));
            undone.put("rows in the number service's outbox", tables.count("numbers.outbox"));
            undone.put(
                    "lag of the provisioner at " + COMMANDS, topics.lag("provisioner", COMMANDS));
            undone.put(
                    "lag of the provisioner at " + NUMBER_EVENTS,
                    topics.lag("provisioner", NUMBER_EVENTS));
            undone.put(
                    "lag of the number service at " + EVENTS, topics.lag("number-service", EVENTS));
            undone.put("users who wait while a number is free", needlesslyWaiting(tables));
            undone.put("users who wait while a licence is free", waitingForFreeLicences(tables));
        }
        return undone;
    }

    private static long needlesslyWaiting(Tables tables) throws SQLException {
        Set<String> free =
                tables.numbers().stream()
                        .filter(n -> n.status().equals("available"))
                        .map(NumberState::areaCode)
                        .collect(Collectors.toSet());
        return tables.waiting().stream()
                .map(WaitingUser::areaCodes)
                .filter(areaCodes -> areaCodes.stream().anyMatch(free::contains))
                .count();
    }

    private static long waitingForFreeLicences(Tables tables) throws SQLException {
        Set<String> free =
                tables.licences().stream()
                        .filter(l -> l.used() < l.total())
                        .map(l -> l.company() + "/" + l.type())
                        .collect(Collectors.toSet());
        return tables.users().stream()
                .filter(u -> free.contains(u.company() + "/" + u.licence().wanted()))
                .count();
    }

    /** Everything. */
    public Evidence evidence() throws SQLException, ExecutionException, InterruptedException {
        Map<String, Long> left = undone();
        try (Connection connection = connect();
                Topics topics = new Topics(stack.bootstrapServers())) {
            left.putAll(topics.deadLetters());
            Tables tables = new Tables(connection);
            List<SentEvent> events = new ArrayList<>();
            topics.read(EVENTS, message -> events.add(event(message)));
            List<SentNumberEvent> numberEvents = new ArrayList<>();
            topics.read(NUMBER_EVENTS, message -> numberEvent(message, numberEvents));
            List<SentLicenceEvent> licenceEvents = new ArrayList<>();
            topics.read(LICENCE_EVENTS, message -> licenceEvents.add(licenceEvent(message)));
            return new Evidence(
                    commands(topics),
                    events,
                    numberEvents,
                    tables.users(),
                    tables.groups(),
                    tables.outcomes(),
                    tables.numbers(),
                    tables.waiting(),
                    tables.licences(),
                    licenceEvents,
                    left);
        }
    }

    private Connection connect() throws SQLException {
        return stack.postgres().connect(PostgresServer.DATABASE);
    }

    private static List<SentCommand> commands(Topics topics) {
        List<SentCommand> commands = new ArrayList<>();
        topics.read(
                COMMANDS,
                message ->
                        commands.add(
                                new SentCommand(
                                        required(message, "ce_id"),
                                        required(message, "ce_correlationid"),
                                        message.key())));
        return commands;
    }

    private static SentEvent event(ConsumerRecord<String, byte[]> message) {
        JsonNode body = JsonMapper.shared().readTree(message.value());
        boolean user = required(message, "ce_subject").startsWith("/Users/");
        Set<String> added = new HashSet<>();
        Set<String> removed = new HashSet<>();
        JsonNode data = body.path("data");
        data.path("members").forEach(m -> added.add(m.path("value").asString()));
        for (JsonNode operation : data.path("Operations")) {
            String path = operation.path("path").asString("");
            if (path.startsWith(MEMBER)) {
                removed.add(path.substring(MEMBER.length(), path.lastIndexOf('"')));
            } else if (path.equals("members")) {
                operation.path("value").forEach(m -> added.add(m.path("value").asString()));
            }
        }
        return new SentEvent(
                required(message, "ce_id"),
                Topics.header(message, "ce_causationid"),
                message.partition() + "/" + message.offset(),
                user,
                message.key(),
                body.path("version").asLong(),
                required(message, "ce_type").endsWith(":delete"),
                user ? Attributes.of(data) : Map.of(),
                added,
                removed);
    }

    /** Messages that are not about a user, e.g. of stock, have no place in this. */
    private static void numberEvent(
            ConsumerRecord<String, byte[]> message, List<SentNumberEvent> events) {
        JsonNode body = JsonMapper.shared().readTree(message.value());
        if (body.has("userId")) {
            events.add(
                    new SentNumberEvent(
                            required(message, "ce_id"),
                            body.path("userId").asString(),
                            body.path("sequence").asLong()));
        }
    }

    private static SentLicenceEvent licenceEvent(ConsumerRecord<String, byte[]> message) {
        JsonNode body = JsonMapper.shared().readTree(message.value());
        Set<String> users = new HashSet<>();
        body.path("userIds").forEach(user -> users.add(user.asString()));
        return new SentLicenceEvent(
                required(message, "ce_id"),
                body.path("companyId").asString(),
                body.path("licenceType").asString(),
                LICENCE_TYPE.matcher(required(message, "ce_type")).replaceFirst("$1"),
                users,
                body.path("used").asLong(-1),
                body.path("total").asLong());
    }

    private static String required(ConsumerRecord<?, ?> message, String header) {
        return Objects.requireNonNull(Topics.header(message, header), header);
    }
}
