package dev.switchboard.messages;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every message's name on the wire ({@code ce_type}) beside the record that carries it, and its
 * topic. The names are the contract: renaming a class changes nothing, a change that an old reader
 * cannot take gets a new name.
 */
public enum MessageType {
    /** A create of a user. */
    CREATE_USER("dev.switchboard.user.create.v1", Topics.USER_COMMANDS, Command.Create.class),
    /** A replace of a user. */
    REPLACE_USER("dev.switchboard.user.replace.v1", Topics.USER_COMMANDS, Command.Replace.class),
    /** A patch of a user. */
    PATCH_USER("dev.switchboard.user.patch.v1", Topics.USER_COMMANDS, Command.Patch.class),
    /** A delete of a user. */
    DELETE_USER("dev.switchboard.user.delete.v1", Topics.USER_COMMANDS, Command.Delete.class),
    /** A create of a group. */
    CREATE_GROUP("dev.switchboard.group.create.v1", Topics.USER_COMMANDS, Command.Create.class),
    /** A replace of a group. */
    REPLACE_GROUP("dev.switchboard.group.replace.v1", Topics.USER_COMMANDS, Command.Replace.class),
    /** A patch of a group. */
    PATCH_GROUP("dev.switchboard.group.patch.v1", Topics.USER_COMMANDS, Command.Patch.class),
    /** A delete of a group. */
    DELETE_GROUP("dev.switchboard.group.delete.v1", Topics.USER_COMMANDS, Command.Delete.class),

    /** {@link Outcome.Created} */
    CREATED("dev.switchboard.outcome.created.v1", Topics.USER_OUTCOMES, Outcome.Created.class),
    /** {@link Outcome.Updated} */
    UPDATED("dev.switchboard.outcome.updated.v1", Topics.USER_OUTCOMES, Outcome.Updated.class),
    /** {@link Outcome.Deleted} */
    DELETED("dev.switchboard.outcome.deleted.v1", Topics.USER_OUTCOMES, Outcome.Deleted.class),
    /** {@link Outcome.Refused} */
    REFUSED("dev.switchboard.outcome.refused.v1", Topics.USER_OUTCOMES, Outcome.Refused.class),

    /** {@link UserEvent.UserCreated} */
    USER_CREATED(
            "urn:ietf:params:scim:event:prov:create:full",
            Topics.USER_EVENTS,
            UserEvent.UserCreated.class),
    /** {@link UserEvent.UserUpdated} */
    USER_UPDATED(
            "urn:ietf:params:scim:event:prov:put:full",
            Topics.USER_EVENTS,
            UserEvent.UserUpdated.class),
    /** {@link UserEvent.UserActivated} */
    USER_ACTIVATED(
            "urn:ietf:params:scim:event:prov:activate",
            Topics.USER_EVENTS,
            UserEvent.UserActivated.class),
    /** {@link UserEvent.UserDeactivated} */
    USER_DEACTIVATED(
            "urn:ietf:params:scim:event:prov:deactivate",
            Topics.USER_EVENTS,
            UserEvent.UserDeactivated.class),
    /** {@link UserEvent.UserDeleted} */
    USER_DELETED(
            "urn:ietf:params:scim:event:prov:delete",
            Topics.USER_EVENTS,
            UserEvent.UserDeleted.class),

    /** {@link GroupEvent.GroupCreated} */
    GROUP_CREATED(
            "urn:ietf:params:scim:event:prov:create:full",
            Topics.USER_EVENTS,
            GroupEvent.GroupCreated.class),
    /** {@link GroupEvent.GroupPatched} */
    GROUP_PATCHED(
            "urn:ietf:params:scim:event:prov:patch:full",
            Topics.USER_EVENTS,
            GroupEvent.GroupPatched.class),
    /** {@link GroupEvent.GroupDeleted} */
    GROUP_DELETED(
            "urn:ietf:params:scim:event:prov:delete",
            Topics.USER_EVENTS,
            GroupEvent.GroupDeleted.class),

    /** {@link NumberEvent.NumberAssigned} */
    NUMBER_ASSIGNED(
            "dev.switchboard.number.assigned.v1",
            Topics.NUMBER_EVENTS,
            NumberEvent.NumberAssigned.class),
    /** {@link NumberEvent.NumberReserved} */
    NUMBER_RESERVED(
            "dev.switchboard.number.reserved.v1",
            Topics.NUMBER_EVENTS,
            NumberEvent.NumberReserved.class),
    /** {@link NumberEvent.NumberReleased} */
    NUMBER_RELEASED(
            "dev.switchboard.number.released.v1",
            Topics.NUMBER_EVENTS,
            NumberEvent.NumberReleased.class),
    /** {@link NumberEvent.NumberUnavailable} */
    NUMBER_UNAVAILABLE(
            "dev.switchboard.number.unavailable.v1",
            Topics.NUMBER_EVENTS,
            NumberEvent.NumberUnavailable.class),
    /** {@link NumberEvent.NumberNotNeeded} */
    NUMBER_NOT_NEEDED(
            "dev.switchboard.number.not-needed.v1",
            Topics.NUMBER_EVENTS,
            NumberEvent.NumberNotNeeded.class),

    /** {@link LicenceEvent.LicencesConsumed} */
    LICENCES_CONSUMED(
            "dev.switchboard.licences.consumed.v1",
            Topics.LICENCE_EVENTS,
            LicenceEvent.LicencesConsumed.class),
    /** {@link LicenceEvent.LicencesReleased} */
    LICENCES_RELEASED(
            "dev.switchboard.licences.released.v1",
            Topics.LICENCE_EVENTS,
            LicenceEvent.LicencesReleased.class),
    /** {@link LicenceEvent.LicencesGrown} */
    LICENCES_GROWN(
            "dev.switchboard.licences.grown.v1",
            Topics.LICENCE_EVENTS,
            LicenceEvent.LicencesGrown.class),

    /** {@link StockEvent.StockLow} */
    STOCK_LOW(
            "dev.switchboard.number.stock-low.v1", Topics.NUMBER_EVENTS, StockEvent.StockLow.class),
    /** {@link StockEvent.StockRecovered} */
    STOCK_RECOVERED(
            "dev.switchboard.number.stock-recovered.v1",
            Topics.NUMBER_EVENTS,
            StockEvent.StockRecovered.class),

    /** {@link RequestsAnswered} */
    REQUESTS_ANSWERED(
            "dev.switchboard.requests.answered.v1", Topics.REQUEST_LOG, RequestsAnswered.class);

    private static final Map<String, List<MessageType>> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.groupingBy(MessageType::wireName));

    private final String wireName;
    private final String topic;
    private final Class<? extends Message> messageClass;

    MessageType(String wireName, String topic, Class<? extends Message> messageClass) {
        this.wireName = wireName;
        this.topic = topic;
        this.messageClass = messageClass;
    }

    /** The value of {@code ce_type}. */
    public String wireName() {
        return wireName;
    }

    /** The topic that carries it. */
    public String topic() {
        return topic;
    }

    Class<? extends Message> messageClass() {
        return messageClass;
    }

    /** The type with this wire name; users' and groups' events share theirs. */
    static Optional<MessageType> of(String wireName, String subject) {
        boolean aboutGroup = subject.startsWith(ResourceType.GROUP.endpoint() + "/");
        List<MessageType> types = BY_WIRE_NAME.getOrDefault(wireName, List.of());
        return types.stream()
                .filter(t -> types.size() == 1 || t.aboutGroup() == aboutGroup)
                .findFirst();
    }

    private boolean aboutGroup() {
        return GroupEvent.class.isAssignableFrom(messageClass);
    }

    /** The type of a message. */
    public static MessageType of(Message message) {
        return switch (message) {
            case Command.Create c -> forResource(c, CREATE_USER, CREATE_GROUP);
            case Command.Replace c -> forResource(c, REPLACE_USER, REPLACE_GROUP);
            case Command.Patch c -> forResource(c, PATCH_USER, PATCH_GROUP);
            case Command.Delete c -> forResource(c, DELETE_USER, DELETE_GROUP);
            case Outcome.Created _ -> CREATED;
            case Outcome.Updated _ -> UPDATED;
            case Outcome.Deleted _ -> DELETED;
            case Outcome.Refused _ -> REFUSED;
            case UserEvent.UserCreated _ -> USER_CREATED;
            case UserEvent.UserUpdated _ -> USER_UPDATED;
            case UserEvent.UserActivated _ -> USER_ACTIVATED;
            case UserEvent.UserDeactivated _ -> USER_DEACTIVATED;
            case UserEvent.UserDeleted _ -> USER_DELETED;
            case GroupEvent.GroupCreated _ -> GROUP_CREATED;
            case GroupEvent.GroupPatched _ -> GROUP_PATCHED;
            case GroupEvent.GroupDeleted _ -> GROUP_DELETED;
            case NumberEvent.NumberAssigned _ -> NUMBER_ASSIGNED;
            case NumberEvent.NumberReserved _ -> NUMBER_RESERVED;
            case NumberEvent.NumberReleased _ -> NUMBER_RELEASED;
            case NumberEvent.NumberUnavailable _ -> NUMBER_UNAVAILABLE;
            case NumberEvent.NumberNotNeeded _ -> NUMBER_NOT_NEEDED;
            case LicenceEvent.LicencesConsumed _ -> LICENCES_CONSUMED;
            case LicenceEvent.LicencesReleased _ -> LICENCES_RELEASED;
            case LicenceEvent.LicencesGrown _ -> LICENCES_GROWN;
            case StockEvent.StockLow _ -> STOCK_LOW;
            case StockEvent.StockRecovered _ -> STOCK_RECOVERED;
            case RequestsAnswered _ -> REQUESTS_ANSWERED;
        };
    }

    private static MessageType forResource(Command command, MessageType user, MessageType group) {
        return switch (command.resourceType()) {
            case USER -> user;
            case GROUP -> group;
        };
    }
}
