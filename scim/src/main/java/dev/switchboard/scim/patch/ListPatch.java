package dev.switchboard.scim.patch;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.filter.FilterMatcher;
import dev.switchboard.scim.filter.Operand;
import dev.switchboard.scim.filter.Operator;
import dev.switchboard.scim.schema.Attribute;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An operation on the values of a multi-valued complex attribute. */
final class ListPatch {

    private final Attribute attribute;
    private final ArrayNode values;

    ListPatch(Attribute attribute, ArrayNode values) {
        this.attribute = attribute;
        this.values = values;
    }

    void apply(Operation operation) {
        PatchPath path = operation.path();
        JsonNode value = operation.value();
        boolean ofWholeList = path.filter() == null && path.subAttribute() == null;
        switch (operation.kind()) {
            case ADD -> {
                if (ofWholeList) {
                    addAll(value);
                } else {
                    edit(operation, value);
                }
            }
            case REPLACE -> {
                if (ofWholeList) {
                    replaceAll(value);
                } else {
                    edit(operation, value);
                }
            }
            case REMOVE -> {
                if (ofWholeList) {
                    removeListed(value);
                } else {
                    remove(path);
                }
            }
        }
    }

    private void replaceAll(@Nullable JsonNode list) {
        values.removeAll();
        if (list != null) {
            list.forEach(value -> values.add(value.deepCopy()));
        }
    }

    /** Adds what is not there; a value with the same {@code value} and type takes the new parts. */
    private void addAll(@Nullable JsonNode list) {
        if (list == null) {
            return;
        }
        Map<Object, ObjectNode> present = new HashMap<>();
        for (JsonNode value : values) {
            present.putIfAbsent(identity(value), (ObjectNode) value);
        }
        // An equal value goes before one that only has the same value and type. Copies, since the
        // values themselves may change below.
        Set<JsonNode> equal = new HashSet<>();
        values.forEach(value -> equal.add(value.deepCopy()));
        for (JsonNode added : list) {
            if (equal.contains(added)) {
                continue;
            }
            ObjectNode same = present.get(identity(added));
            if (same == null) {
                ObjectNode copy = (ObjectNode) added.deepCopy();
                values.add(copy);
                present.put(identity(copy), copy);
                switchPrimary(List.of(copy));
            } else if (!membersAreImmutable()) {
                same.setAll((ObjectNode) added.deepCopy());
                switchPrimary(List.of(same));
            }
        }
    }

    private boolean membersAreImmutable() {
        return attribute.name().equals("members");
    }

    /** What makes two values the same (RFC 7643, section 2.4). */
    private Object identity(JsonNode value) {
        JsonNode key = value.path("value");
        if (key.isMissingNode()) {
            return value.deepCopy();
        }
        return membersAreImmutable() ? key : List.of(key, value.path("type"));
    }

    private void edit(Operation operation, @Nullable JsonNode value) {
        PatchPath path = operation.path();
        if (value == null) {
            throw new IllegalStateException("No value for " + path.shown());
        }
        List<ObjectNode> targets = matching(path.filter());
        if (targets.isEmpty()) {
            targets = List.of(created(operation));
        }
        Attribute part = path.subAttribute();
        for (ObjectNode target : targets) {
            if (part != null) {
                target.set(part.name(), value.deepCopy());
            } else {
                if (operation.kind() == Operation.Kind.REPLACE) {
                    target.removeAll();
                }
                target.setAll((ObjectNode) value.deepCopy());
            }
        }
        switchPrimary(targets);
    }

    /**
     * RFC 7644 wants {@code noTarget} where no value fits. Entra, however, sets {@code emails[type
     * eq "work"].value} on users who have none and means to create it, so a filter of equalities
     * gives a new value with what they say.
     */
    private ObjectNode created(Operation operation) {
        PatchPath path = operation.path();
        Filter filter = path.filter();
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        boolean ofWholeValue = path.subAttribute() == null;
        boolean refused = ofWholeValue && operation.kind() == Operation.Kind.REPLACE;
        if (refused || (filter != null && !fill(template, filter))) {
            throw PatchApplication.noTarget(path);
        }
        values.add(template);
        return template;
    }

    private static boolean fill(ObjectNode template, Filter filter) {
        if (filter instanceof Filter.And and) {
            return fill(template, and.left()) && fill(template, and.right());
        }
        if (!(filter instanceof Filter.Comparison comparison)
                || comparison.operator() != Operator.EQ) {
            return false;
        }
        String name = comparison.path().target().name();
        return switch (comparison.value()) {
            case Operand.Text text -> {
                template.put(name, text.value());
                yield true;
            }
            case Operand.Bool bool -> {
                template.put(name, bool.value());
                yield true;
            }
            case Operand.Numeric number -> false;
            case Operand.Moment moment -> false;
        };
    }

    private void removeListed(@Nullable JsonNode listed) {
        if (listed == null) {
            values.removeAll();
            return;
        }
        if (membersAreImmutable()) {
            Set<JsonNode> keys = new HashSet<>();
            listed.forEach(value -> keys.add(value.path("value")));
            values.removeIf(value -> keys.contains(value.path("value")));
            return;
        }
        for (JsonNode meant : listed) {
            values.removeIf(
                    value ->
                            isSame("value", meant, value)
                                    && (!meant.has("type") || isSame("type", meant, value)));
        }
    }

    private boolean isSame(String name, JsonNode meant, JsonNode value) {
        Attribute part = attribute.subAttribute(name);
        return part != null
                && FilterMatcher.isSame(
                        part, value.path(name).asString(""), meant.path(name).asString(""));
    }

    private void remove(PatchPath path) {
        Attribute part = path.subAttribute();
        Filter filter = path.filter();
        if (part == null) {
            values.removeIf(value -> filter == null || FilterMatcher.matchesValue(filter, value));
            return;
        }
        matching(filter).forEach(value -> value.remove(part.name()));
    }

    private List<ObjectNode> matching(@Nullable Filter filter) {
        List<ObjectNode> matching = new ArrayList<>();
        for (JsonNode value : values) {
            if (value instanceof ObjectNode object
                    && (filter == null || FilterMatcher.matchesValue(filter, object))) {
                matching.add(object);
            }
        }
        return matching;
    }

    /** A new primary value makes the others not primary (RFC 7644, section 3.5.2). */
    private void switchPrimary(List<ObjectNode> written) {
        List<ObjectNode> primaries =
                written.stream().filter(value -> value.path("primary").asBoolean(false)).toList();
        if (primaries.isEmpty()) {
            return;
        }
        if (primaries.size() > 1) {
            throw new ScimException(
                    ScimError.INVALID_VALUE,
                    "The operation would make several values of '%s' primary; at most one can be."
                            .formatted(attribute.name()));
        }
        for (JsonNode value : values) {
            if (value.path("primary").asBoolean(false)) {
                ((ObjectNode) value).put("primary", false);
            }
        }
        primaries.getFirst().put("primary", true);
    }
}
