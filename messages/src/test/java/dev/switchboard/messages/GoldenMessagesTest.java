package dev.switchboard.messages;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Holds every message's form on the wire against a file, so that the contract cannot change without
 * a visible difference. {@code -Dgolden.write=true} writes the files anew.
 */
final class GoldenMessagesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    private final MessageCodec codec = new MessageCodec();

    static Set<String> names() {
        return Examples.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void writesWhatTheGoldenFileSays(String name) throws IOException {
        String written = text(record(name));

        Path file = GOLDEN.resolve(name + ".txt");
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, written);
        }
        assertThat(written).isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @MethodSource("names")
    void readsBackWhatItWrote(String name) throws UnreadableMessageException {
        ProducerRecord<String, byte[]> sent = record(name);
        var received = new ConsumerRecord<>(sent.topic(), 0, 0L, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);

        MessageCodec.Received<Message> read = codec.decode(received, Message.class);

        assertThat(read.message()).isEqualTo(Examples.named(name));
        assertThat(read.envelope()).isEqualTo(envelope(name));
    }

    @Test
    void hasAnExampleOfEveryType() {
        Set<MessageType> seen =
                Examples.all().values().stream()
                        .map(MessageType::of)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(MessageType.class)));

        assertThat(seen).containsExactlyInAnyOrder(MessageType.values());
    }

    @Test
    void knowsEveryFileAsAnExample() throws IOException {
        try (var files = Files.list(GOLDEN)) {
            assertThat(files.map(f -> f.getFileName().toString().replaceFirst("\\.txt$", "")))
                    .containsExactlyInAnyOrderElementsOf(names());
        }
    }

    private ProducerRecord<String, byte[]> record(String name) {
        return encode(codec, name);
    }

    static ProducerRecord<String, byte[]> encode(MessageCodec codec, String name) {
        Message message = Examples.named(name);
        UUID key = isCompanys(name) ? Examples.COMPANY : Examples.USER;
        return message instanceof StockEvent stock
                ? codec.encode(envelope(name), stock)
                : codec.encode(envelope(name), message, key, null);
    }

    private static Envelope envelope(String name) {
        if (name.startsWith("number.stock")) {
            return Examples.stockEnvelope();
        }
        ResourceType type = name.contains("group") ? ResourceType.GROUP : ResourceType.USER;
        if (isCompanys(name)) {
            return Examples.companyEnvelope();
        }
        if (name.endsWith(".minimal")) {
            return Examples.minimalEnvelope(type);
        }
        boolean answered = !name.startsWith("event.") && !name.startsWith("number.");
        return Examples.envelope(type, answered ? Examples.REPLY_TO : null);
    }

    private static boolean isCompanys(String name) {
        return name.startsWith("licences.") || name.startsWith("requests.");
    }

    private static String text(ProducerRecord<String, byte[]> sent) {
        String headers =
                Arrays.stream(sent.headers().toArray())
                        .map(GoldenMessagesTest::line)
                        .collect(Collectors.joining());
        return "topic: %s%nkey: %s%n%s%n%s%n"
                .formatted(sent.topic(), sent.key(), headers, new String(sent.value(), UTF_8));
    }

    private static String line(Header header) {
        return "%s: %s%n".formatted(header.key(), new String(header.value(), UTF_8));
    }
}
