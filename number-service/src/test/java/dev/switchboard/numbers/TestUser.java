package dev.switchboard.numbers;

import dev.switchboard.messages.Entitlement;
import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.Office;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.messages.UserEvent;
import dev.switchboard.messages.UserEvent.UserActivated;
import dev.switchboard.messages.UserEvent.UserCreated;
import dev.switchboard.messages.UserEvent.UserDeactivated;
import dev.switchboard.messages.UserEvent.UserDeleted;
import dev.switchboard.messages.UserEvent.UserUpdated;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A user and the events that the provisioner would publish of them, each with the next version. */
final class TestUser {

    static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static final MessageCodec CODEC = new MessageCodec();

    private final UUID id = MessageIds.next();
    private final UUID company;
    private final String externalId;
    private @Nullable Office office;
    private Entitlement entitlement = Entitlement.DEFAULT;
    private long version;

    TestUser(UUID company, @Nullable String areaCode) {
        this(company, areaCode, "00u" + MessageIds.next());
    }

    TestUser(UUID company, @Nullable String areaCode, String externalId) {
        this.company = company;
        this.externalId = externalId;
        this.office = officeIn(areaCode);
    }

    UUID id() {
        return id;
    }

    UUID company() {
        return company;
    }

    String externalId() {
        return externalId;
    }

    ProducerRecord<String, byte[]> created() {
        return event(new UserCreated(id, ++version, true, office, entitlement, data()));
    }

    ProducerRecord<String, byte[]> createdInactive() {
        return event(new UserCreated(id, ++version, false, office, entitlement, data()));
    }

    ProducerRecord<String, byte[]> updated() {
        return event(new UserUpdated(id, ++version, true, office, entitlement, data()));
    }

    /** An update of a user who is suspended. */
    ProducerRecord<String, byte[]> updatedInactive() {
        return event(new UserUpdated(id, ++version, false, office, entitlement, data()));
    }

    /** As an admin has users told of again: with the version of before. */
    ProducerRecord<String, byte[]> toldAgain() {
        return event(new UserUpdated(id, version, true, office, entitlement, data()));
    }

    /** What the next events say of the user's entitlement. */
    TestUser with(Entitlement newEntitlement) {
        entitlement = newEntitlement;
        return this;
    }

    /** In an office with these fall-backs from now on. */
    TestUser in(String areaCode, String... fallbackAreaCodes) {
        office =
                new Office(
                        new UUID(1, Long.parseLong(areaCode)),
                        "Office " + areaCode,
                        areaCode,
                        List.of(fallbackAreaCodes));
        return this;
    }

    ProducerRecord<String, byte[]> movedTo(String areaCode) {
        office = officeIn(areaCode);
        return updated();
    }

    ProducerRecord<String, byte[]> suspended() {
        return event(new UserDeactivated(id, ++version, office, entitlement, data()));
    }

    ProducerRecord<String, byte[]> reactivated() {
        return event(new UserActivated(id, ++version, office, entitlement, data()));
    }

    ProducerRecord<String, byte[]> deleted() {
        return event(new UserDeleted(id, ++version));
    }

    private ProducerRecord<String, byte[]> event(UserEvent event) {
        var envelope =
                new Envelope(
                        MessageIds.next(),
                        "/provisioner",
                        Envelope.subjectOf(ResourceType.USER, id),
                        Instant.parse("2026-11-23T12:00:00Z"),
                        company,
                        "request-" + id + "-" + version,
                        null,
                        TRACEPARENT,
                        null);
        return CODEC.encode(envelope, event, id, null);
    }

    private ObjectNode data() {
        return JsonMapper.shared().createObjectNode().put("externalId", externalId);
    }

    private static @Nullable Office officeIn(@Nullable String areaCode) {
        return areaCode == null
                ? null
                : new Office(new UUID(0, Long.parseLong(areaCode)), "Office " + areaCode, areaCode);
    }
}
