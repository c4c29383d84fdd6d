package dev.switchboard.localstack.trace;

import static dev.switchboard.localstack.trace.TopicScan.header;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Records of the topics as steps of a story: what each says in one line, without its body. */
final class Messages {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-.*");

    private Messages() {}

    static Step step(ConsumerRecord<String, byte[]> message, boolean withBody) {
        JsonNode body = body(message);
        String place = "%s-%d@%d".formatted(message.topic(), message.partition(), message.offset());
        String line = "%s  %s%s".formatted(sentence(message, body), place, trace(message));
        return new Step(
                at(message),
                rank(message.topic()),
                header(message, "ce_correlationid"),
                who(message),
                withBody ? line + System.lineSeparator() + "    " + body : line);
    }

    /**
     * By which a tracing system finds the request (W3C Trace Context, section 3.2.2.3). Told once,
     * with the command: what follows has the same.
     */
    private static String trace(ConsumerRecord<String, byte[]> message) {
        Matcher traceparent = TRACEPARENT.matcher(header(message, "traceparent"));
        return message.topic().equals("user.commands") && traceparent.matches()
                ? "  trace " + traceparent.group(1)
                : "";
    }

    static JsonNode body(ConsumerRecord<String, byte[]> message) {
        try {
            return message.value() == null
                    ? MissingNode.getInstance()
                    : JSON.readTree(message.value());
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** When it was made; when the broker took it where the header cannot be read. */
    private static Instant at(ConsumerRecord<String, byte[]> message) {
        String time = header(message, isDead(message) ? "dlt_time" : "ce_time");
        try {
            return Instant.parse(time);
        } catch (DateTimeException e) {
            return Instant.ofEpochMilli(message.timestamp());
        }
    }

    private static int rank(String topic) {
        return switch (topic) {
            case "user.commands" -> 1;
            case "user.events" -> 2;
            case "user.outcomes" -> 3;
            case "number.events" -> 4;
            default -> 5;
        };
    }

    private static boolean isDead(ConsumerRecord<String, byte[]> message) {
        return message.topic().endsWith("-dlt");
    }

    private static String who(ConsumerRecord<String, byte[]> message) {
        if (isDead(message)) {
            return header(message, "dlt_group");
        }
        String[] source = header(message, "ce_source").split("/", -1);
        return source.length > 1 ? source[1] : "?";
    }

    private static String sentence(ConsumerRecord<String, byte[]> message, JsonNode body) {
        String type = name(header(message, "ce_type"));
        if (isDead(message)) {
            return "DEAD LETTER %s: %s (%s attempts)"
                    .formatted(
                            type, header(message, "dlt_reason"), header(message, "dlt_attempts"));
        }
        return switch (message.topic()) {
            case "user.commands" -> "command " + type + operations(body);
            case "user.outcomes" -> "outcome " + type + outcome(body);
            case "user.events" -> "event " + type + event(body);
            default -> "number event " + type + number(body);
        };
    }

    /** The short name of a type: {@code user.create}, {@code create:full}, {@code assigned}. */
    private static String name(String type) {
        return type.replaceFirst("^dev\\.switchboard\\.(outcome\\.|number\\.)?", "")
                .replaceFirst("^urn:ietf:params:scim:event:prov:", "")
                .replaceFirst("\\.v[0-9]+$", "");
    }

    private static String operations(JsonNode body) {
        var operations = new StringJoiner(", ", " (", ")").setEmptyValue("");
        body.path("operations")
                .forEach(
                        o -> {
                            String path =
                                    o.has("path")
                                            ? o.path("path").asString()
                                            : String.join("+", o.path("value").propertyNames());
                            operations.add(o.path("op").asString() + " " + path);
                        });
        return operations.toString();
    }

    private static String outcome(JsonNode body) {
        if (body.has("reason")) {
            return " %s: %s"
                    .formatted(
                            body.path("reason").asString().toLowerCase(Locale.ROOT),
                            body.path("detail").asString());
        }
        String version = body.at("/resource/meta/version").asString("");
        return version.isEmpty() ? "" : ", version " + version;
    }

    private static String event(JsonNode body) {
        var facts = new StringJoiner(", ", ", ", "").setEmptyValue("");
        facts.add("version " + body.path("version").asString("?"));
        if (body.has("active")) {
            facts.add(body.path("active").asBoolean(false) ? "active" : "not active");
        }
        if (body.has("office")) {
            facts.add(
                    "office '%s' (%s)"
                            .formatted(
                                    body.at("/office/name").asString(""),
                                    body.at("/office/areaCode").asString("")));
        }
        body.path("data")
                .properties()
                .forEach(
                        part -> {
                            String status = part.getValue().path("numberStatus").asString("");
                            if (part.getKey().startsWith("urn:") && !status.isEmpty()) {
                                facts.add("number " + status);
                            }
                        });
        return facts.toString();
    }

    private static String number(JsonNode body) {
        var facts = new StringJoiner(", ", ", ", "").setEmptyValue("");
        for (String field :
                new String[] {
                    "number",
                    "requestedAreaCode",
                    "reason",
                    "fallback",
                    "requestRefusal",
                    "availableAgainAt"
                }) {
            String value = body.path(field).asString("");
            if (!value.isEmpty()) {
                facts.add(field.equals("number") ? value : field + " " + value);
            }
        }
        return facts.toString();
    }
}
