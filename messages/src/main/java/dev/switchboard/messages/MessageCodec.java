package dev.switchboard.messages;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude.Include;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;

/**
 * Messages to Kafka records and back: CloudEvents 1.0 headers in binary mode, the message's JSON as
 * the value, the resource's id as the key. The only place that knows the form on the wire. Safe for
 * use by many threads.
 */
public final class MessageCodec {

    private static final String CONTENT_TYPE = "application/json";

    private final JsonMapper json =
            JsonMapper.builder()
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(Include.NON_NULL))
                    .build();

    /**
     * A message with its envelope.
     *
     * @param <M> the family, e.g. {@link Command}
     */
    public record Received<M extends Message>(Envelope envelope, M message) {}

    /**
     * A message as it is kept until it is sent, and sent again if need be.
     *
     * @param type its name on the wire
     * @param topic where it goes
     * @param body its JSON
     */
    public record Encoded(String type, String topic, String body) {}

    /** The form in which a message can be kept in a table. */
    public Encoded encode(Message message) {
        MessageType type = MessageType.of(message);
        return new Encoded(type.wireName(), type.topic(), json.writeValueAsString(message));
    }

    /**
     * The record that carries {@code message} on its topic.
     *
     * @param partition a partition, or null to let the key choose it
     * @param key the resource's id
     */
    public ProducerRecord<String, byte[]> encode(
            Envelope envelope, Message message, UUID key, @Nullable Integer partition) {
        return encode(envelope, message, key.toString(), partition);
    }

    /** The record for stock, whose key is the area code; else as in the other {@code encode}. */
    public ProducerRecord<String, byte[]> encode(Envelope envelope, StockEvent stock) {
        return encode(envelope, stock, stock.areaCode(), null);
    }

    private ProducerRecord<String, byte[]> encode(
            Envelope envelope, Message message, String key, @Nullable Integer partition) {
        MessageType type = MessageType.of(message);
        var kafkaRecord =
                new ProducerRecord<>(type.topic(), partition, key, json.writeValueAsBytes(message));
        addHeaders(kafkaRecord.headers(), type.wireName(), envelope);
        return kafkaRecord;
    }

    /** The record for a message that was kept; parameters as in the other {@code encode}. */
    public ProducerRecord<String, byte[]> encode(
            Envelope envelope, Encoded kept, UUID key, @Nullable Integer partition) {
        var kafkaRecord =
                new ProducerRecord<>(
                        kept.topic(), partition, key.toString(), kept.body().getBytes(UTF_8));
        addHeaders(kafkaRecord.headers(), kept.type(), envelope);
        return kafkaRecord;
    }

    private static void addHeaders(Headers headers, String type, Envelope envelope) {
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", envelope.id());
        add(headers, "ce_type", type);
        add(headers, "ce_source", envelope.source());
        add(headers, "ce_subject", envelope.subject());
        add(headers, "ce_time", envelope.time());
        add(headers, "ce_companyid", envelope.companyId());
        add(headers, "ce_correlationid", envelope.correlationId());
        add(headers, "ce_causationid", envelope.causationId());
        Envelope.ReplyTo replyTo = envelope.replyTo();
        if (replyTo != null) {
            add(headers, "ce_gateway", replyTo.gateway());
            add(headers, "ce_replypartition", replyTo.partition());
        }
        add(headers, "content-type", CONTENT_TYPE);
        add(headers, "traceparent", envelope.traceparent());
    }

    /**
     * Reads a record of one family, e.g. {@code decode(kafkaRecord, Command.class)}.
     *
     * @throws UnreadableMessageException where a header is missing, the type is unknown or of
     *     another family, or the value is not that type's JSON; unknown fields are ignored
     */
    public <M extends Message> Received<M> decode(
            ConsumerRecord<String, byte[]> kafkaRecord, Class<M> family)
            throws UnreadableMessageException {
        try {
            Headers headers = kafkaRecord.headers();
            String wireName = required(headers, "ce_type");
            MessageType type =
                    MessageType.of(wireName, required(headers, "ce_subject"))
                            .filter(t -> family.isAssignableFrom(t.messageClass()))
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "type '" + wireName + "' is not known here"));
            return new Received<>(envelope(headers), family.cast(body(kafkaRecord, type)));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new UnreadableMessageException(at(kafkaRecord) + e.getMessage(), e);
        } catch (JacksonException e) {
            // Jackson's own text may quote the value, and with it personal data.
            throw new UnreadableMessageException(
                    at(kafkaRecord) + "its value is not JSON of its type, at " + e.getLocation());
        }
    }

    /**
     * The value of a header, or null where there is none: for readers that sort records by a header
     * before they decode them.
     */
    public static @Nullable String header(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private Message body(ConsumerRecord<String, byte[]> kafkaRecord, MessageType type) {
        if (kafkaRecord.value() == null) {
            throw new IllegalArgumentException("it has no value");
        }
        Message message = json.readValue(kafkaRecord.value(), type.messageClass());
        if (message == null || MessageType.of(message) != type) {
            throw new IllegalArgumentException("its value is not a " + type.wireName());
        }
        return message;
    }

    private static Envelope envelope(Headers headers) {
        String partition = header(headers, "ce_replypartition");
        String gateway = header(headers, "ce_gateway");
        String causationId = header(headers, "ce_causationid");
        return new Envelope(
                UUID.fromString(required(headers, "ce_id")),
                required(headers, "ce_source"),
                required(headers, "ce_subject"),
                Instant.parse(required(headers, "ce_time")),
                UUID.fromString(required(headers, "ce_companyid")),
                required(headers, "ce_correlationid"),
                causationId == null ? null : UUID.fromString(causationId),
                header(headers, "traceparent"),
                gateway == null || partition == null
                        ? null
                        : new Envelope.ReplyTo(gateway, Integer.parseInt(partition)));
    }

    private static String required(Headers headers, String name) {
        String value = header(headers, name);
        if (value == null) {
            throw new IllegalArgumentException("it has no header '" + name + "'");
        }
        return value;
    }

    private static void add(Headers headers, String name, @Nullable Object value) {
        if (value != null) {
            headers.add(name, value.toString().getBytes(UTF_8));
        }
    }

    private static String at(ConsumerRecord<?, ?> kafkaRecord) {
        return "Cannot read record %s-%d@%d: "
                .formatted(kafkaRecord.topic(), kafkaRecord.partition(), kafkaRecord.offset());
    }
}
