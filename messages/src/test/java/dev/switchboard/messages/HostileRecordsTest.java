package dev.switchboard.messages;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A topic is an input. Whatever is on it is decoded, or refused as unreadable, which leads to the
 * dead letters; any other exception would be taken for a mistake of ours and stop a partition.
 */
final class HostileRecordsTest {

    private static final List<String> GOLDEN = goldenBodies();

    private final MessageCodec codec = new MessageCodec();

    @Property(tries = 40_000, shrinking = ShrinkingMode.BOUNDED)
    void readsOrRefusesAnyRecord(
            @ForAll("types") String type,
            @ForAll("subjects") String subject,
            @ForAll("ids") String id,
            @ForAll("values") byte[] value) {
        var hostile = new ConsumerRecord<>("t", 0, 7L, "key", value);
        header(hostile, "ce_id", id);
        header(hostile, "ce_type", type);
        header(hostile, "ce_source", "/hostile");
        header(hostile, "ce_subject", subject);
        header(hostile, "ce_time", id.length() % 3 == 0 ? id : "2026-11-24T10:00:00Z");
        header(hostile, "ce_companyid", id);
        header(hostile, "ce_correlationid", subject);
        header(hostile, "ce_gateway", subject);
        header(hostile, "ce_replypartition", id.length() % 2 == 0 ? "3" : id);
        for (Class<? extends Message> family :
                List.of(Command.class, Outcome.class, ResourceEvent.class, NumberEvent.class)) {
            try {
                assertThat(codec.decode(hostile, family).message()).isInstanceOf(family);
            } catch (UnreadableMessageException refused) {
                assertThat(refused.getMessage()).startsWith("Cannot read record t-0@7");
            }
        }
    }

    private static void header(ConsumerRecord<?, ?> hostile, String name, String value) {
        hostile.headers().add(name, value.getBytes(UTF_8));
    }

    @Provide
    static Arbitrary<String> types() {
        return Arbitraries.oneOf(
                Arbitraries.of(MessageType.values()).map(MessageType::wireName),
                Arbitraries.strings().all().ofMaxLength(10));
    }

    @Provide
    static Arbitrary<String> subjects() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "/Users/0190c0de-0000-7000-8000-000000000001",
                        "/Groups/0190c0de-0000-7000-8000-000000000001",
                        "/Users",
                        "/Users/",
                        "/"),
                Arbitraries.strings().all().ofMaxLength(10));
    }

    @Provide
    static Arbitrary<String> ids() {
        return Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.just("0190c0de-0000-7000-8000-000000000001")),
                Tuple.of(
                        1, Arbitraries.of("", "0", "-", "1-1-1-1-1", "2026-02-30T25:00:00Z", "13")),
                Tuple.of(1, Arbitraries.strings().all().ofMaxLength(10)));
    }

    /** Golden bodies, whole or with bytes changed, cut off or doubled; other JSON; any bytes. */
    @Provide
    static Arbitrary<byte[]> values() {
        Arbitrary<byte[]> whole = Arbitraries.of(GOLDEN).map(body -> body.getBytes(UTF_8));
        Arbitrary<byte[]> changed =
                Combinators.combine(
                                whole,
                                Arbitraries.integers().between(0, 5000),
                                Arbitraries.bytes(),
                                Arbitraries.integers().between(0, 2))
                        .as(HostileRecordsTest::damaged);
        Arbitrary<byte[]> other =
                Arbitraries.of(
                                "null",
                                "[]",
                                "{}",
                                "0",
                                "\"\"",
                                "{\"userId\":null}",
                                "{\"resourceId\":1}",
                                "[".repeat(5000),
                                "{\"a\":".repeat(2000),
                                "1".repeat(5000),
                                "{\"version\":1e999999999}")
                        .map(text -> text.getBytes(UTF_8));
        return Arbitraries.oneOf(
                whole,
                changed,
                changed,
                other,
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40));
    }

    private static byte[] damaged(byte[] body, int place, byte by, int how) {
        if (body.length == 0) {
            return body;
        }
        int at = place % body.length;
        byte[] damaged = body.clone();
        return switch (how) {
            case 0 -> Arrays.copyOf(damaged, at);
            case 1 -> {
                System.arraycopy(body, 0, damaged, at, body.length - at);
                yield damaged;
            }
            default -> {
                damaged[at] = by;
                yield damaged;
            }
        };
    }

    private static List<String> goldenBodies() {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden"))) {
            return files.sorted().map(HostileRecordsTest::body).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A golden file has the headers, an empty line, and the value. */
    private static String body(Path file) {
        try {
            String text = Files.readString(file);
            return text.substring(text.indexOf('{'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
