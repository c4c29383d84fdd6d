package dev.switchboard.scim.patch;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.filter.FilterMatcher;
import dev.switchboard.scim.filter.Operand;
import dev.switchboard.scim.filter.Operator;
import dev.switchboard.scim.resource.AttributeValues;
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

/** Operations on the values of a multi-valued complex attribute. */
final class ListPatch {

    /**
     * What makes two values the same (RFC 7643, section 2.4), as it is compared.
     *
     * @param value null where there is none
     * @param type null where it does not count
     */
    private record Identity(@Nullable String value, @Nullable String type) {}

    private final Attribute attribute;
    private final ArrayNode values;

    /** The values while they are only added to, so that a thousand additions make it once. */
    private @Nullable Map<Identity, List<ObjectNode>> known;

    ListPatch(Attribute attribute, ArrayNode values) {
        this.attribute = attribute;
        this.values = values;
    }

    ArrayNode values() {
        return values;
    }

    void apply(Operation operation) {
        PatchPath path = operation.path();
        JsonNode value = operation.value();
        boolean ofWholeList = path.filter() == null && path.subAttribute() == null;
        boolean adds = operation.kind() == Operation.Kind.ADD && ofWholeList;
        int before = values.size();
        if (!adds) {
            known = null;
        }
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
        if (!membersAreImmutable()) {
            AttributeValues.checkNumber(values.size(), before, attribute.name());
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
        Map<Identity, List<ObjectNode>> present = known();
        // An equal value goes before one that only has the same value and type; and before
        // anything is done, since the values themselves may change below.
        List<JsonNode> news = new ArrayList<>();
        for (JsonNode added : list) {
            if (!present.getOrDefault(identity(added), List.of()).contains(added)) {
                news.add(added);
            }
        }
        for (JsonNode added : news) {
            List<ObjectNode> alike =
                    present.computeIfAbsent(identity(added), _ -> new ArrayList<>());
            ObjectNode same = same(added, alike);
            if (same == null) {
                ObjectNode copy = (ObjectNode) added.deepCopy();
                values.add(copy);
                alike.add(copy);
                switchPrimary(List.of(copy));
            } else if (!membersAreImmutable()) {
                takeParts(added, same);
            }
        }
    }

    private Map<Identity, List<ObjectNode>> known() {
        Map<Identity, List<ObjectNode>> present = known;
        if (present == null) {
            present = new HashMap<>();
            for (JsonNode value : values) {
                present.computeIfAbsent(identity(value), _ -> new ArrayList<>())
                        .add((ObjectNode) value);
            }
            known = present;
        }
        return present;
    }

    private static @Nullable ObjectNode same(JsonNode added, List<ObjectNode> alike) {
        for (ObjectNode value : alike) {
            if (added.has("value") || value.equals(added)) {
                return value;
            }
        }
        return null;
    }

    /** What makes them the same stays as it is spelled. */
    private void takeParts(JsonNode added, ObjectNode same) {
        for (Map.Entry<String, JsonNode> part : added.properties()) {
            if (!part.getKey().equals("value") && !part.getKey().equals("type")) {
                same.set(part.getKey(), part.getValue().deepCopy());
            }
        }
        if (added.has("primary")) {
            switchPrimary(List.of(same));
        }
    }

    private boolean membersAreImmutable() {
        return attribute.name().equals("members");
    }

    private Identity identity(JsonNode value) {
        return new Identity(
                value.has("value") ? compared("value", value) : null,
                membersAreImmutable() ? null : compared("type", value));
    }

    /** A part as it is compared: letter case counts as the schema says. */
    private String compared(String name, JsonNode value) {
        String text = value.path(name).asString("");
        Attribute part = attribute.subAttribute(name);
        return part == null ? text : FilterMatcher.compared(part, text);
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
        boolean ofPrimary = part == null ? value.has("primary") : part.name().equals("primary");
        List<ObjectNode> perhapsPrimary =
                ofPrimary ? targets : targets.stream().filter(this::hasNoContent).toList();
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
        switchPrimary(perhapsPrimary);
    }

    private boolean hasNoContent(ObjectNode value) {
        return AttributeValues.hasNoContent(value, attribute);
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
        // A filter may look for what no value can be.
        AttributeValues.single(template, attribute, path.shown());
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
            case Operand.Text(String text) -> {
                template.put(name, text);
                yield !text.isEmpty();
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
        Set<Identity> meant = new HashSet<>();
        for (JsonNode one : listed) {
            boolean ofType = one.has("type") && !membersAreImmutable();
            meant.add(new Identity(compared("value", one), ofType ? compared("type", one) : null));
        }
        values.removeIf(
                value -> {
                    Identity identity = identity(value);
                    return meant.contains(identity)
                            || meant.contains(new Identity(identity.value(), null));
                });
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

    /**
     * A new primary value makes the others not primary (RFC 7644, section 3.5.2). One without
     * content does so when it gets some, and otherwise goes as it came.
     */
    private void switchPrimary(List<ObjectNode> written) {
        List<ObjectNode> primaries =
                written.stream()
                        .filter(value -> value.path("primary").asBoolean(false))
                        .filter(value -> !hasNoContent(value))
                        .toList();
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
