package dev.switchboard.scim.resource;

import dev.switchboard.scim.LetterCase;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.schema.Attribute;
import dev.switchboard.scim.schema.AttributePath;
import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.scim.schema.Returned;
import dev.switchboard.scim.schema.SchemaDefinition;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a client wants to see: {@code attributes}, {@code excludedAttributes} (RFC 7644, 3.9).
 *
 * <p>Names that no schema knows select nothing and exclude nothing.
 */
public final class Projection {

    private enum Mode {
        EVERYTHING,
        ONLY,
        EXCEPT
    }

    /** All parts of an attribute. */
    private static final String WHOLE = "";

    private final ResourceDefinition definition;
    private final Mode mode;

    /** Canonical "urn:name" or "name" to the names of its parts, or {@link #WHOLE}. */
    private final Map<String, Set<String>> named;

    private Projection(ResourceDefinition definition, Mode mode, Map<String, Set<String>> named) {
        this.definition = definition;
        this.mode = mode;
        this.named = named;
    }

    /**
     * Reads the two parameters, each comma-separated or null.
     *
     * @throws dev.switchboard.scim.ScimException {@code invalidValue} where both are given
     */
    public static Projection of(
            @Nullable String attributes,
            @Nullable String excludedAttributes,
            ResourceDefinition definition) {
        boolean some = attributes != null && !attributes.isBlank();
        boolean except = excludedAttributes != null && !excludedAttributes.isBlank();
        if (some && except) {
            throw new ScimException(
                    ScimError.INVALID_VALUE,
                    "Only one of 'attributes' and 'excludedAttributes' can be given (RFC 7644, section 3.9).");
        }
        if (some && attributes != null) {
            return new Projection(definition, Mode.ONLY, names(attributes, definition));
        }
        if (except && excludedAttributes != null) {
            return new Projection(definition, Mode.EXCEPT, names(excludedAttributes, definition));
        }
        return new Projection(definition, Mode.EVERYTHING, Map.of());
    }

    /**
     * Whether the attribute may appear in the answer, so that the store can leave unread what is
     * costly, such as a group's members.
     *
     * @param attribute the name of a core attribute in the schema's letter case
     */
    public boolean includes(String attribute) {
        Attribute known = definition.attribute(attribute);
        if (known == null) {
            return mode != Mode.ONLY;
        }
        return isShown(known, attribute);
    }

    /** A copy of the resource with only what is to be returned. */
    public ObjectNode applyTo(ObjectNode resource) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : resource.properties()) {
            String name = entry.getKey();
            JsonNode value =
                    ResourceBody.isUrn(name)
                            ? extension(name, entry.getValue())
                            : core(name, entry.getValue());
            if (value != null) {
                shown.set(name, value);
            }
        }
        return shown;
    }

    private @Nullable JsonNode core(String name, JsonNode value) {
        Attribute attribute = definition.attribute(name);
        if (attribute == null) {
            return mode == Mode.ONLY ? null : value;
        }
        return project(attribute, name, value);
    }

    private @Nullable JsonNode extension(String urn, JsonNode value) {
        boolean isNamed = named.containsKey(LetterCase.folded(urn));
        SchemaDefinition known = definition.extension(urn);
        return switch (mode) {
            case EVERYTHING -> value;
            case ONLY -> isNamed ? value : known == null ? null : attributes(known, value);
            case EXCEPT -> isNamed ? null : known == null ? value : attributes(known, value);
        };
    }

    private @Nullable JsonNode attributes(SchemaDefinition extension, JsonNode value) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            Attribute attribute = extension.attribute(entry.getKey());
            JsonNode part =
                    attribute == null
                            ? null
                            : project(
                                    attribute,
                                    extension.urn() + ":" + attribute.name(),
                                    entry.getValue());
            if (part != null) {
                kept.set(entry.getKey(), part);
            }
        }
        return orNull(kept);
    }

    private boolean isShown(Attribute attribute, String key) {
        return switch (attribute.returned()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case REQUEST -> mode == Mode.ONLY && named.containsKey(key);
            case DEFAULT ->
                    switch (mode) {
                        case EVERYTHING -> true;
                        case ONLY -> named.containsKey(key);
                        case EXCEPT -> !named.getOrDefault(key, Set.of()).contains(WHOLE);
                    };
        };
    }

    private @Nullable JsonNode project(Attribute attribute, String key, JsonNode value) {
        if (!isShown(attribute, key)) {
            return null;
        }
        Set<String> parts = named.getOrDefault(key, Set.of());
        if (mode == Mode.EVERYTHING
                || attribute.returned() == Returned.ALWAYS
                || parts.isEmpty()
                || parts.contains(WHOLE)) {
            return value;
        }
        if (!value.isArray()) {
            return value.isObject() ? orNull(parts(value, parts)) : value;
        }
        ArrayNode kept = JsonNodeFactory.instance.arrayNode(value.size());
        for (JsonNode element : value) {
            ObjectNode shown = parts(element, parts);
            if (!shown.isEmpty()) {
                kept.add(shown);
            }
        }
        return orNull(kept);
    }

    private static @Nullable JsonNode orNull(JsonNode container) {
        return container.isEmpty() ? null : container;
    }

    private ObjectNode parts(JsonNode value, Set<String> parts) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            if (parts.contains(entry.getKey()) == (mode == Mode.ONLY)) {
                kept.set(entry.getKey(), entry.getValue());
            }
        }
        return kept;
    }

    private static Map<String, Set<String>> names(String list, ResourceDefinition definition) {
        Map<String, Set<String>> named = new HashMap<>();
        for (String item : list.split(",", -1)) {
            String text = item.strip();
            AttributePath path = definition.find(text);
            if (path == null) {
                named.computeIfAbsent(LetterCase.folded(text), key -> new HashSet<>()).add(WHOLE);
                continue;
            }
            String key = path.withSubAttribute(null).toString();
            Attribute part = path.subAttribute();
            named.computeIfAbsent(key, any -> new HashSet<>())
                    .add(part == null ? WHOLE : part.name());
        }
        return named;
    }
}
