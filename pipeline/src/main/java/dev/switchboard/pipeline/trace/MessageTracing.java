package dev.switchboard.pipeline.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.messages.MessageCodec;

import io.opentelemetry.api.trace.SpanKind;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchInterceptor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A span for each message that is processed, from the poll to the commit of its transaction, and
 * one for each that is sent. Each puts its own context in the place of the header {@code
 * traceparent}, so that what follows from the message continues its span.
 */
final class MessageTracing
        implements BatchInterceptor<Object, Object>, ProducerInterceptor<String, byte[]> {

    private static final String TRACEPARENT = "traceparent";

    private final Traces traces;

    /** A listener's thread processes one poll at a time. */
    private final ThreadLocal<List<Traces.Started>> processing =
            ThreadLocal.withInitial(ArrayList::new);

    MessageTracing(Traces traces) {
        this.traces = traces;
    }

    @Override
    public ConsumerRecords<Object, Object> intercept(
            ConsumerRecords<Object, Object> records, Consumer<Object, Object> consumer) {
        List<Traces.Started> spans = processing.get();
        spans.clear();
        for (ConsumerRecord<Object, Object> message : records) {
            Traces.Started span =
                    described(
                                    "process " + message.topic(),
                                    SpanKind.CONSUMER,
                                    message.topic(),
                                    message.headers())
                            .with("messaging.batch.message_count", records.count())
                            .with("messaging.kafka.offset", message.offset());
            carry(span, message.headers());
            spans.add(span);
        }
        return records;
    }

    @Override
    public void success(
            ConsumerRecords<Object, Object> records, Consumer<Object, Object> consumer) {
        end(null);
    }

    @Override
    public void failure(
            ConsumerRecords<Object, Object> records,
            Exception failure,
            Consumer<Object, Object> consumer) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        end(cause.getClass().getSimpleName());
    }

    private void end(@Nullable String fault) {
        for (Traces.Started span : processing.get()) {
            if (fault != null) {
                span.failed(fault);
            }
            span.end();
        }
        processing.remove();
    }

    @Override
    public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> message) {
        Traces.Started span =
                described(
                        "send " + message.topic(),
                        SpanKind.PRODUCER,
                        message.topic(),
                        message.headers());
        carry(span, message.headers());
        span.end();
        return message;
    }

    private Traces.Started described(String name, SpanKind kind, String topic, Headers headers) {
        Traces.Started span = traces.start(name, kind, MessageCodec.header(headers, TRACEPARENT));
        attribute(span, "switchboard.request.id", MessageCodec.header(headers, "ce_correlationid"));
        attribute(span, "cloudevents.event_id", MessageCodec.header(headers, "ce_id"));
        attribute(span, "cloudevents.event_type", MessageCodec.header(headers, "ce_type"));
        return span.with("messaging.system", "kafka").with("messaging.destination.name", topic);
    }

    private static void attribute(Traces.Started span, String name, @Nullable String value) {
        if (value != null) {
            span.with(name, value);
        }
    }

    private static void carry(Traces.Started span, Headers headers) {
        String traceparent = span.traceparent();
        if (traceparent != null) {
            headers.remove(TRACEPARENT);
            headers.add(TRACEPARENT, traceparent.getBytes(UTF_8));
        }
    }

    @Override
    public void onAcknowledgement(
            @Nullable RecordMetadata metadata, @Nullable Exception exception) {
        // The span tells when the message was handed to the producer.
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // It is made by Spring.
    }
}
