package dev.switchboard.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MessageCodecTest {

    private static final String DELETE = MessageType.DELETE_USER.wireName();
    private static final String BODY =
            "{\"resourceType\":\"User\",\"resourceId\":\"" + Examples.USER + "\"}";

    private final MessageCodec codec = new MessageCodec();

    @Test
    void ignoresFieldsThatItDoesNotKnow() throws UnreadableMessageException {
        String body = BODY.replace("}", ",\"addedLater\":{\"by\":\"a newer version\"}}");

        var read = codec.decode(received(DELETE, body), Command.class);

        assertThat(read.message())
                .isEqualTo(new Command.Delete(ResourceType.USER, Examples.USER, null));
    }

    @Test
    void refusesAnUnknownType() {
        assertThatThrownBy(
                        () ->
                                codec.decode(
                                        received("dev.switchboard.user.merge.v1", BODY),
                                        Command.class))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessage(
                        "Cannot read record user.commands-3@42:"
                                + " type 'dev.switchboard.user.merge.v1' is not known here");
    }

    @Test
    void refusesATypeOfAnotherFamily() {
        assertThatThrownBy(() -> codec.decode(received(DELETE, BODY), UserEvent.class))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("is not known here");
    }

    @Test
    void refusesABodyOfAnotherResourceType() {
        String body = BODY.replace("\"User\"", "\"Group\"");

        assertThatThrownBy(() -> codec.decode(received(DELETE, body), Command.class))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("its value is not a " + DELETE);
    }

    @Test
    void refusesAMissingHeader() {
        var withoutCompany = received(DELETE, BODY);
        withoutCompany.headers().remove("ce_companyid");

        assertThatThrownBy(() -> codec.decode(withoutCompany, Command.class))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("it has no header 'ce_companyid'");
    }

    @Test
    void refusesAMissingFieldAndAnEmptyValue() {
        assertThatThrownBy(
                        () ->
                                codec.decode(
                                        received(DELETE, "{\"resourceType\":\"User\"}"),
                                        Command.class))
                .isInstanceOf(UnreadableMessageException.class);
        assertThatThrownBy(() -> codec.decode(received(DELETE, null), Command.class))
                .isInstanceOf(UnreadableMessageException.class)
                .hasMessageContaining("it has no value");
        assertThatThrownBy(() -> codec.decode(received(DELETE, "null"), Command.class))
                .isInstanceOf(UnreadableMessageException.class);
    }

    @Test
    void doesNotQuoteABrokenBody() {
        assertThatThrownBy(
                        () ->
                                codec.decode(
                                        received(DELETE, "{\"mail\":\"ada@example.com"),
                                        Command.class))
                .isInstanceOf(UnreadableMessageException.class)
                .hasNoCause()
                .message()
                .doesNotContain("ada@example.com");
    }

    @Test
    void sendsAKeptMessageAsItWouldHaveSentItAtOnce() {
        var message = new Outcome.Deleted(Examples.USER);
        var envelope = Examples.envelope(ResourceType.USER, Examples.REPLY_TO);

        var later = codec.encode(envelope, codec.encode(message), Examples.USER, 7);

        var atOnce = codec.encode(envelope, message, Examples.USER, 7);
        assertThat(later.headers()).isEqualTo(atOnce.headers());
        assertThat(later.value()).isEqualTo(atOnce.value());
        assertThat(later.topic()).isEqualTo(atOnce.topic());
    }

    @Test
    void sendsToTheGivenPartition() {
        var sent =
                codec.encode(
                        Examples.envelope(ResourceType.USER, Examples.REPLY_TO),
                        new Outcome.Deleted(Examples.USER),
                        Examples.USER,
                        7);

        assertThat(sent.partition()).isEqualTo(7);
        assertThat(MessageCodec.header(sent.headers(), "ce_gateway")).isEqualTo("1f6a");
    }

    private ConsumerRecord<String, byte[]> received(String type, @Nullable String body) {
        ProducerRecord<String, byte[]> sent =
                codec.encode(
                        Examples.envelope(ResourceType.USER, Examples.REPLY_TO),
                        new Command.Delete(ResourceType.USER, Examples.USER, null),
                        Examples.USER,
                        null);
        ConsumerRecord<String, byte[]> received =
                new ConsumerRecord<>(
                        sent.topic(),
                        3,
                        42L,
                        sent.key(),
                        body == null ? null : body.getBytes(UTF_8));
        sent.headers().forEach(received.headers()::add);
        received.headers().remove("ce_type").add("ce_type", type.getBytes(UTF_8));
        return received;
    }
}
