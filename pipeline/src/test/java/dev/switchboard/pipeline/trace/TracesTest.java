package dev.switchboard.pipeline.trace;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;

import dev.switchboard.messages.MessageCodec;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

final class TracesTest {

    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String UNSAMPLED =
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final Traces traces =
            new Traces(
                    OpenTelemetrySdk.builder()
                            .setTracerProvider(
                                    SdkTracerProvider.builder()
                                            .addSpanProcessor(SimpleSpanProcessor.create(exported))
                                            .build())
                            .build());
    private final MessageTracing messages = new MessageTracing(traces);
    private final MockConsumer<Object, Object> consumer = new MockConsumer<>("earliest");

    @Test
    void joinsRequestCommandEventAndAssignment() {
        Traces.Started http = traces.start("POST", SpanKind.SERVER, PARENT);
        var command = processed("user.commands", http.traceparent());
        var event = sent("user.events", traceparent(command.headers()));
        messages.success(records(command), consumer);
        var followed = processed("user.events", traceparent(event.headers()));
        messages.success(records(followed), consumer);
        http.end();

        List<SpanData> spans = exported.getFinishedSpanItems();
        assertThat(spans).extracting(SpanData::getTraceId).containsOnly(PARENT.substring(3, 35));
        assertThat(spans)
                .extracting(SpanData::getName)
                .containsExactlyInAnyOrder(
                        "POST", "process user.commands", "send user.events", "process user.events");
        assertThat(parentOf("process user.commands")).isEqualTo(idOf("POST"));
        assertThat(parentOf("send user.events")).isEqualTo(idOf("process user.commands"));
        assertThat(parentOf("process user.events")).isEqualTo(idOf("send user.events"));
    }

    @Test
    void marksWhatFailedByTheFaultsNameOnly() {
        var command = processed("user.commands", PARENT);
        messages.failure(
                records(command), new IllegalStateException("userName 'ada' is odd"), consumer);

        assertThat(exported.getFinishedSpanItems())
                .singleElement()
                .extracting(SpanData::getStatus)
                .isEqualTo(StatusData.create(StatusCode.ERROR, "IllegalStateException"));
    }

    @Test
    void handsTheTraceparentOnAsItCameWhereNothingIsRecorded() {
        try (Traces off = new Traces(OpenTelemetry.noop())) {
            assertThat(off.start("POST", SpanKind.SERVER, PARENT).traceparent()).isEqualTo(PARENT);
            assertThat(off.start("POST", SpanKind.SERVER, null).traceparent()).isNull();
        }
        assertThat(traces.start("POST", SpanKind.SERVER, UNSAMPLED).traceparent())
                .isEqualTo(UNSAMPLED);
    }

    @Test
    void sendsSpansToACollector() throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        HttpServer collector =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext(
                "/v1/traces",
                exchange -> {
                    synchronized (received) {
                        exchange.getRequestBody().transferTo(received);
                    }
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        collector.start();
        try (Traces sending =
                new Traces(
                        TraceConfiguration.sdk(
                                "http://127.0.0.1:%d/v1/traces"
                                        .formatted(collector.getAddress().getPort()),
                                1.0,
                                "scim-gateway"))) {
            sending.start("POST", SpanKind.SERVER, PARENT).with("switchboard.company", "c").end();
        } finally {
            collector.stop(0);
        }

        synchronized (received) {
            assertThat(HexFormat.of().formatHex(received.toByteArray()))
                    .contains(PARENT.substring(3, 35));
            assertThat(received.toString(UTF_8)).contains("scim-gateway", "POST");
        }
    }

    private ConsumerRecord<Object, Object> processed(String topic, @Nullable String traceparent) {
        var message = new ConsumerRecord<Object, Object>(topic, 0, 0, "key", new byte[0]);
        message.headers().add("traceparent", Objects.requireNonNull(traceparent).getBytes(UTF_8));
        messages.intercept(records(message), consumer);
        return message;
    }

    private ProducerRecord<String, byte[]> sent(String topic, @Nullable String traceparent) {
        var message = new ProducerRecord<>(topic, "key", new byte[0]);
        message.headers().add("traceparent", Objects.requireNonNull(traceparent).getBytes(UTF_8));
        return messages.onSend(message);
    }

    private static ConsumerRecords<Object, Object> records(ConsumerRecord<Object, Object> one) {
        return new ConsumerRecords<>(
                Map.of(new TopicPartition(one.topic(), one.partition()), List.of(one)), Map.of());
    }

    private static @Nullable String traceparent(Headers headers) {
        return MessageCodec.header(headers, "traceparent");
    }

    private String idOf(String name) {
        return named(name).getSpanId();
    }

    private String parentOf(String name) {
        return named(name).getParentSpanId();
    }

    private SpanData named(String name) {
        return exported.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
