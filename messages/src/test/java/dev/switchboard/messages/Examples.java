package dev.switchboard.messages;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** One full and, where parts may be absent, one minimal example of every message. */
final class Examples {

    static final UUID USER = UUID.fromString("01940000-0000-7000-8000-000000000001");
    static final UUID COMPANY = UUID.fromString("01940000-0000-7000-8000-0000000000c0");
    static final UUID MESSAGE = UUID.fromString("01940000-0000-7000-8000-0000000000a1");
    static final UUID CAUSE = UUID.fromString("01940000-0000-7000-8000-0000000000a0");
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    static final Envelope.ReplyTo REPLY_TO = new Envelope.ReplyTo("1f6a", 7);

    private static final JsonMapper JSON = new JsonMapper();
    private static final Office NEW_YORK =
            new Office(UUID.fromString("01940000-0000-7000-8000-0000000000f1"), "New York", "212");

    private static final Office WITH_FALLBACKS =
            new Office(NEW_YORK.id(), "New York", "212", List.of("646", "332"));
    private static final Entitlement ENTITLEMENT =
            new Entitlement(true, "+12125550123", OfficeChangePolicy.RENUMBER);

    private Examples() {}

    static Envelope envelope(ResourceType type, Envelope.@Nullable ReplyTo replyTo) {
        return new Envelope(
                MESSAGE,
                "/scim-gateway/1f6a",
                Envelope.subjectOf(type, USER),
                NOON,
                COMPANY,
                "req-1",
                CAUSE,
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                replyTo);
    }

    static Envelope minimalEnvelope(ResourceType type) {
        return new Envelope(
                MESSAGE,
                "/provisioner",
                Envelope.subjectOf(type, USER),
                NOON,
                COMPANY,
                "req-1",
                null,
                null,
                null);
    }

    static Envelope companyEnvelope() {
        return new Envelope(
                MESSAGE,
                "/provisioner",
                Envelope.subjectOfCompany(COMPANY),
                NOON,
                COMPANY,
                "req-1",
                CAUSE,
                null,
                null);
    }

    static Envelope stockEnvelope() {
        return new Envelope(
                MESSAGE,
                "/number-service",
                StockEvent.subjectOf("212"),
                NOON,
                StockEvent.NO_COMPANY,
                "stock",
                null,
                null,
                null);
    }

    static Message named(String name) {
        return requireNonNull(all().get(name), name);
    }

    static Map<String, Message> all() {
        Map<String, Message> all = new LinkedHashMap<>();
        for (ResourceType type : ResourceType.values()) {
            String prefix = type.scimName().toLowerCase(Locale.ROOT);
            all.put(prefix + ".create", new Command.Create(type, USER, resource()));
            all.put(prefix + ".replace", new Command.Replace(type, USER, resource(), "W/\"3\""));
            all.put(prefix + ".replace.minimal", new Command.Replace(type, USER, resource(), null));
            all.put(prefix + ".patch", new Command.Patch(type, USER, operations(), "W/\"3\""));
            all.put(prefix + ".patch.minimal", new Command.Patch(type, USER, operations(), null));
            all.put(prefix + ".delete", new Command.Delete(type, USER, "*"));
            all.put(prefix + ".delete.minimal", new Command.Delete(type, USER, null));
        }
        all.put("outcome.created", new Outcome.Created(USER, resource()));
        all.put("outcome.updated", new Outcome.Updated(USER, resource()));
        all.put("outcome.deleted", new Outcome.Deleted(USER));
        all.put(
                "outcome.refused",
                new Outcome.Refused(USER, Outcome.Reason.UNIQUENESS, "userName is taken."));
        all.put("event.created", new UserEvent.UserCreated(USER, 1, true, NEW_YORK, resource()));
        all.put(
                "event.created.minimal",
                new UserEvent.UserCreated(USER, 1, true, null, resource()));
        all.put("event.updated", new UserEvent.UserUpdated(USER, 2, true, NEW_YORK, resource()));
        all.put("event.activated", new UserEvent.UserActivated(USER, 3, NEW_YORK, resource()));
        all.put("event.deactivated", new UserEvent.UserDeactivated(USER, 4, NEW_YORK, resource()));
        all.put(
                "event.created.entitled",
                new UserEvent.UserCreated(USER, 1, true, WITH_FALLBACKS, ENTITLEMENT, resource()));
        all.put(
                "event.updated.entitled",
                new UserEvent.UserUpdated(
                        USER,
                        2,
                        true,
                        WITH_FALLBACKS,
                        new Entitlement(false, null, OfficeChangePolicy.KEEP),
                        resource()));
        all.put(
                "event.activated.entitled",
                new UserEvent.UserActivated(USER, 3, WITH_FALLBACKS, ENTITLEMENT, resource()));
        all.put(
                "event.deactivated.entitled",
                new UserEvent.UserDeactivated(USER, 4, WITH_FALLBACKS, ENTITLEMENT, resource()));
        all.put("event.deleted", new UserEvent.UserDeleted(USER, 5));
        all.put("event.group.created", new GroupEvent.GroupCreated(USER, 1, resource()));
        all.put("event.group.patched", new GroupEvent.GroupPatched(USER, 2, resource()));
        all.put("event.group.deleted", new GroupEvent.GroupDeleted(USER, 3));
        all.put(
                "number.assigned",
                new NumberEvent.NumberAssigned(
                        USER,
                        1,
                        "+16465550123",
                        "212",
                        "646",
                        NumberEvent.AssignmentReason.SHARED_POOL,
                        NumberEvent.AreaCodeFallback.FALLBACK_AREA_CODE,
                        "+12125550100 is not free"));
        all.put(
                "number.assigned.minimal",
                new NumberEvent.NumberAssigned(
                        USER, 1, "+12125550123", "212", "212", null, null, null));
        all.put("number.reserved", new NumberEvent.NumberReserved(USER, 2, "+12125550123"));
        all.put(
                "number.released",
                new NumberEvent.NumberReleased(USER, 3, "+12125550123", NOON.plusSeconds(7776000)));
        all.put(
                "number.unavailable",
                new NumberEvent.NumberUnavailable(USER, 1, "212", "+12125550100 is not free"));
        all.put(
                "number.unavailable.minimal",
                new NumberEvent.NumberUnavailable(USER, 1, null, null));
        all.put("number.not-needed", new NumberEvent.NumberNotNeeded(USER, 2));
        all.put(
                "licences.consumed",
                new LicenceEvent.LicencesConsumed(COMPANY, "talk", List.of(USER), 41, 50));
        all.put(
                "licences.released",
                new LicenceEvent.LicencesReleased(COMPANY, "talk", List.of(USER), 40, 50));
        all.put("licences.grown", new LicenceEvent.LicencesGrown(COMPANY, "talk", 1, 51));
        all.put("number.stock-low", new StockEvent.StockLow("212", 9, 10));
        all.put("number.stock-recovered", new StockEvent.StockRecovered("212", 10, 10));
        all.put("requests.answered", new RequestsAnswered(COMPANY, List.of(refused(), listed())));
        return all;
    }

    private static RequestsAnswered.Answered refused() {
        return new RequestsAnswered.Answered(
                MESSAGE,
                "req-1",
                NOON,
                8123,
                "POST",
                "/scim/v2/Users",
                null,
                "create",
                409,
                "uniqueness",
                "userName 'ada@example.com' is taken.",
                USER,
                CAUSE,
                "Okta SCIM Client 1.0.0");
    }

    private static RequestsAnswered.Answered listed() {
        return new RequestsAnswered.Answered(
                CAUSE,
                "req-2",
                NOON,
                900,
                "GET",
                "/scim/v2/Users",
                "filter=userName eq …&startIndex=1&count=100",
                "list",
                200,
                null,
                null,
                null,
                CAUSE,
                null);
    }

    private static ObjectNode resource() {
        return (ObjectNode)
                JSON.readTree(
                        """
                        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],
                         "userName":"ada@example.com","active":true}
                        """);
    }

    private static ArrayNode operations() {
        return (ArrayNode)
                JSON.readTree("[{\"op\":\"replace\",\"path\":\"active\",\"value\":false}]");
    }
}
