package dev.switchboard.userstore;

import dev.switchboard.scim.patch.PatchRequest;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A user's document as clients see it while a number is assigned: that number stands first among
 * the phone numbers and is the only primary one. Which of the client's own is primary stays stored,
 * and so must survive every change that says nothing about it.
 */
public final class PhoneNumberView {

    private final ObjectNode document;
    private final @Nullable String number;
    private final @Nullable JsonNode assigned;
    private final @Nullable ObjectNode ownPrimary;

    private PhoneNumberView(
            ObjectNode document,
            @Nullable String number,
            @Nullable JsonNode assigned,
            @Nullable ObjectNode ownPrimary) {
        this.document = document;
        this.number = number;
        this.assigned = assigned;
        this.ownPrimary = ownPrimary;
    }

    /**
     * A view of its own copy.
     *
     * @param stored the document as the client wrote it
     * @param number the assigned number, E.164, or null for none
     */
    public static PhoneNumberView of(ObjectNode stored, @Nullable String number) {
        ObjectNode copy = stored.deepCopy();
        if (number == null) {
            return new PhoneNumberView(copy, null, null, null);
        }
        ArrayNode shown = Rendering.phoneNumbers(stored, number);
        copy.set("phoneNumbers", shown);
        ObjectNode ownPrimary = null;
        JsonNode own = stored.path("phoneNumbers");
        for (int i = 0; i < own.size(); i++) {
            if (own.path(i).path("primary").asBoolean(false)) {
                ownPrimary = (ObjectNode) shown.get(i + 1);
            }
        }
        return new PhoneNumberView(copy, number, shown.get(0), ownPrimary);
    }

    /**
     * What the document becomes by a PATCH; to be asked once.
     *
     * @throws dev.switchboard.scim.ScimException where the PATCH cannot be applied
     */
    public ObjectNode patched(PatchRequest request) {
        return settled(request.change(document));
    }

    /**
     * Takes the assigned number out of a document in which a client may have sent it back, in
     * whatever spelling, and marks the client's own primary number again unless the client chose
     * another. A number that was assigned when the client read it, and is not any more, goes too:
     * it is told by the form that only {@link Rendering} gives it.
     *
     * @param changed the document after the change; it is changed and returned
     */
    public ObjectNode settled(ObjectNode changed) {
        if (!(changed.get("phoneNumbers") instanceof ArrayNode numbers)) {
            return changed;
        }
        boolean overwritten = disown(numbers);
        boolean echoed = false;
        for (JsonNode value : numbers) {
            echoed |= isShown(value) && isPrimary(value);
        }
        numbers.removeIf(this::isShown);
        restorePrimary(numbers, echoed);
        if (overwritten) {
            unite(numbers);
        }
        if (numbers.isEmpty()) {
            changed.remove("phoneNumbers");
        }
        return changed;
    }

    /**
     * A client that overwrote the assigned number's value has not said what else it shows.
     *
     * @return whether one did
     */
    private boolean disown(ArrayNode numbers) {
        boolean overwritten = false;
        for (JsonNode value : numbers) {
            if ((isItself(value, assigned) || hasItsDisplay(value))
                    && !isAssigned(value)
                    && value instanceof ObjectNode object) {
                object.remove("primary");
                object.remove("display");
                overwritten = true;
            }
        }
        return overwritten;
    }

    private boolean hasItsDisplay(JsonNode value) {
        return assigned != null && value.path("display").equals(assigned.path("display"));
    }

    /** What was written over the assigned number may be there already (RFC 7643, section 2.4). */
    private static void unite(ArrayNode numbers) {
        Map<List<JsonNode>, JsonNode> seen = new HashMap<>();
        numbers.removeIf(
                value -> {
                    JsonNode first =
                            seen.putIfAbsent(
                                    List.of(value.path("value"), value.path("type")), value);
                    if (first instanceof ObjectNode object && isPrimary(value)) {
                        object.put("primary", true);
                    }
                    return first != null;
                });
    }

    private void restorePrimary(ArrayNode numbers, boolean echoed) {
        if (ownPrimary == null) {
            return;
        }
        ObjectNode found = null;
        for (JsonNode value : numbers) {
            if (isPrimary(value)) {
                return;
            }
            if (isItself(value, ownPrimary)
                    || (echoed && found == null && isLikeOwnPrimary(value))) {
                found = (ObjectNode) value;
            }
        }
        if (found != null && !found.has("primary")) {
            found.put("primary", true);
        }
    }

    /** A list that repeats what was shown repeats the lack of a mark, too. */
    private boolean isLikeOwnPrimary(JsonNode value) {
        return ownPrimary != null
                && value.path("value").equals(ownPrimary.path("value"))
                && value.path("type").equals(ownPrimary.path("type"));
    }

    /** Whether we have shown it as the assigned number, now or before. */
    private boolean isShown(JsonNode value) {
        return isAssigned(value) || wasAssigned(value);
    }

    private static boolean wasAssigned(JsonNode value) {
        String uri = value.path("value").asString("");
        return PhoneNumbers.e164(uri)
                .map(Rendering::assigned)
                .filter(
                        shown ->
                                shown.properties().stream()
                                        .allMatch(p -> p.getValue().equals(value.get(p.getKey()))))
                .isPresent();
    }

    private boolean isAssigned(JsonNode value) {
        return number != null && PhoneNumbers.isSame(value.path("value").asString(""), number);
    }

    /** The same object, whatever it says by now: that is how an edited value is known again. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isItself(JsonNode value, @Nullable JsonNode shown) {
        return value == shown;
    }

    private static boolean isPrimary(JsonNode value) {
        return value.path("primary").asBoolean(false);
    }
}
