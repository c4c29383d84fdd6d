package dev.switchboard.gateway.http;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.Shown;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * References by {@code bulkId:…} to what other operations create (RFC 7644, section 3.7.2): in
 * paths, in any value of the data, and in the filters of PATCH paths.
 */
final class BulkReferences {

    private static final String PREFIX = "bulkId:";
    private static final Pattern IN_FILTER = Pattern.compile("\"bulkId:([^\"\\\\]+)\"");

    private final Map<String, UUID> ids;

    /**
     * @param ids what each POST of the request creates, by its bulkId; chosen before any is done
     */
    BulkReferences(Map<String, UUID> ids) {
        this.ids = Map.copyOf(ids);
    }

    /**
     * The bulkIds that an operation names.
     *
     * @throws ScimException {@code invalidValue} where no POST of the request has one of them
     */
    Set<String> of(BulkOperation operation) {
        Set<String> found = new HashSet<>();
        if (operation.id() != null) {
            collect(operation.id(), found);
        }
        collect(operation.data(), found);
        for (String bulkId : found) {
            if (!ids.containsKey(bulkId)) {
                throw new ScimException(
                        ScimError.INVALID_VALUE,
                        "'bulkId:%s' refers to no POST of this request."
                                .formatted(Shown.of(bulkId)));
            }
        }
        return found;
    }

    /** Whether it names what another operation creates. */
    static boolean isReference(String id) {
        return id.startsWith(PREFIX);
    }

    /** The id in the path, resolved. */
    String resolve(String id) {
        UUID created = id.startsWith(PREFIX) ? ids.get(id.substring(PREFIX.length())) : null;
        return created == null ? id : created.toString();
    }

    /** A copy with the ids in the references' places. */
    JsonNode resolve(JsonNode node) {
        if (node.isString()) {
            return JsonNodeFactory.instance.stringNode(resolveText(node.stringValue()));
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(part -> copy.set(part.getKey(), resolve(part.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(element -> copy.add(resolve(element)));
            return copy;
        }
        return node;
    }

    /**
     * Takes the members out of a group's data that are not there yet.
     *
     * @param group in canonical form
     * @return those members
     */
    static ArrayNode takeMembers(ObjectNode group, Set<String> bulkIds) {
        ArrayNode taken = JsonNodeFactory.instance.arrayNode();
        if (group.get("members") instanceof ArrayNode members) {
            members.removeIf(
                    member -> {
                        String value = member.path("value").asString("");
                        boolean early =
                                value.startsWith(PREFIX)
                                        && bulkIds.contains(value.substring(PREFIX.length()));
                        if (early) {
                            taken.add(member);
                        }
                        return early;
                    });
        }
        return taken;
    }

    private String resolveText(String text) {
        if (text.startsWith(PREFIX)) {
            return resolve(text);
        }
        Matcher references = IN_FILTER.matcher(text);
        return text.contains(PREFIX)
                ? references.replaceAll(found -> "\"" + resolve(PREFIX + found.group(1)) + "\"")
                : text;
    }

    private void collect(JsonNode node, Set<String> into) {
        if (node.isString()) {
            collect(node.stringValue(), into);
        } else {
            // The values of an object, the elements of an array, nothing of anything else.
            node.forEach(part -> collect(part, into));
        }
    }

    private void collect(String text, Set<String> into) {
        if (text.startsWith(PREFIX)) {
            into.add(text.substring(PREFIX.length()));
        } else if (text.contains(PREFIX)) {
            Matcher references = IN_FILTER.matcher(text);
            while (references.find()) {
                into.add(references.group(1));
            }
        }
    }
}
