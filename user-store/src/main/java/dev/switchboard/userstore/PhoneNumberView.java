package dev.switchboard.userstore;

import dev.switchboard.scim.patch.PatchRequest;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
     * another.
     *
     * @param changed the document after the change; it is changed and returned
     */
    public ObjectNode settled(ObjectNode changed) {
        if (number == null || !(changed.get("phoneNumbers") instanceof ArrayNode numbers)) {
            return changed;
        }
        disown(numbers);
        boolean echoed = false;
        for (JsonNode value : numbers) {
            echoed |= isAssigned(value) && isPrimary(value);
        }
        numbers.removeIf(this::isAssigned);
        restorePrimary(numbers, echoed);
        if (numbers.isEmpty()) {
            changed.remove("phoneNumbers");
        }
        return changed;
    }

    /** A client that overwrote the assigned number's value has not said what else it shows. */
    private void disown(ArrayNode numbers) {
        for (JsonNode value : numbers) {
            if (isItself(value, assigned)
                    && !isAssigned(value)
                    && value instanceof ObjectNode object) {
                object.remove("primary");
                object.remove("display");
            }
        }
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
