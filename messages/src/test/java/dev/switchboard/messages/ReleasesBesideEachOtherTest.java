package dev.switchboard.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * While one release replaces another, each reads what the other has written: messages of the one
 * before, as {@code golden-previous} keeps them, and messages of one to come, with fields and types
 * that are not known yet.
 */
final class ReleasesBesideEachOtherTest {

    private static final Path PREVIOUS = Path.of("src/test/resources/golden-previous");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final MessageCodec codec = new MessageCodec();

    static Set<String> previous() throws IOException {
        try (var files = Files.list(PREVIOUS)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    static Set<String> names() {
        return Examples.all().keySet();
    }

    @Test
    void keepsTheContractThatWasBefore() throws IOException {
        assertThat(previous()).hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @MethodSource("previous")
    void readsWhatTheReleaseBeforeHasWritten(String file) throws Exception {
        ConsumerRecord<String, byte[]> old = read(PREVIOUS.resolve(file));

        MessageCodec.Received<Message> read = codec.decode(old, Message.class);

        // Nothing that it says is lost, and nothing is made up beside it.
        ProducerRecord<String, byte[]> again =
                codec.encode(read.envelope(), read.message(), UUID.fromString(old.key()), null);
        assertThat(JSON.readTree(again.value())).isEqualTo(JSON.readTree(old.value()));
        assertThat(again.topic()).isEqualTo(old.topic());
        assertThat(MessageCodec.header(again.headers(), "ce_type"))
                .isEqualTo(MessageCodec.header(old.headers(), "ce_type"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void ignoresWhatALaterReleaseAddsToAMessage(String name) throws Exception {
        ProducerRecord<String, byte[]> sent = GoldenMessagesTest.encode(codec, name);
        ObjectNode body = (ObjectNode) JSON.readTree(sent.value());
        body.putObject("addedLater").put("by", "a newer release");
        for (String part : List.of("office", "entitlement")) {
            if (body.get(part) instanceof ObjectNode nested) {
                nested.put("addedLater", true);
            }
        }
        var received =
                new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), JSON.writeValueAsBytes(body));
        sent.headers().forEach(received.headers()::add);
        received.headers().add("ce_addedlater", "x".getBytes(UTF_8));

        assertThat(codec.decode(received, Message.class).message()).isEqualTo(Examples.named(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysWhichTypeItDoesNotKnow(String name) {
        ProducerRecord<String, byte[]> sent = GoldenMessagesTest.encode(codec, name);
        var received = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);
        String next = MessageCodec.header(sent.headers(), "ce_type") + ".next";
        received.headers().remove("ce_type").add("ce_type", next.getBytes(UTF_8));

        assertThatThrownBy(() -> codec.decode(received, Message.class))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("type '" + next + "' is not known here");
    }

    /** A golden file: topic, key, headers, an empty line, the value. */
    private static ConsumerRecord<String, byte[]> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        int gap = lines.indexOf("");
        JsonNode value = JSON.readTree(lines.get(gap + 1));
        var old =
                new ConsumerRecord<>(
                        after("topic", lines.get(0)),
                        0,
                        0,
                        after("key", lines.get(1)),
                        JSON.writeValueAsBytes(value));
        for (String header : lines.subList(2, gap)) {
            String name = header.substring(0, header.indexOf(": "));
            old.headers().add(name, after(name, header).getBytes(UTF_8));
        }
        return old;
    }

    private static String after(String name, String line) {
        assertThat(line).startsWith(name + ": ");
        return line.substring(name.length() + 2);
    }
}
