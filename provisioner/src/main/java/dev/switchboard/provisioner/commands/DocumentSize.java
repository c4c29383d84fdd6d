package dev.switchboard.provisioner.commands;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.resource.AttributeValues;

import tools.jackson.databind.node.ObjectNode;

/**
 * How large a resource may become and how many values it may have, the members of a group aside.
 * Its outcome and its events carry all of it, and a message that the broker does not take would
 * hold up everybody's.
 */
final class DocumentSize {

    /**
     * In characters of JSON, which are three bytes at most. A request's body ends at 1 MiB, but
     * many PATCHes add up, a group's body may be larger, and so may a part of a bulk request.
     */
    static final int MOST = 1_100_000;

    private DocumentSize() {}

    /**
     * Refuses what is too large.
     *
     * @param stored what is there already, empty where nothing is. What was larger before there was
     *     a limit may be changed as long as it does not grow, and may always be suspended.
     * @throws ScimException {@code invalidValue}
     */
    static void check(ObjectNode document, ObjectNode stored) {
        AttributeValues.checkNumbers(document, stored);
        int size = size(document);
        if (size > MOST && size > size(stored)) {
            throw new ScimException(
                    ScimError.INVALID_VALUE,
                    "The resource would have %d characters as JSON; at most %d are allowed. Send fewer or shorter values."
                            .formatted(size, MOST));
        }
    }

    private static int size(ObjectNode document) {
        int size = document.toString().length();
        return document.has("active") ? size - document.path("active").toString().length() : size;
    }
}
