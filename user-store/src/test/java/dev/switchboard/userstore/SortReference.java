package dev.switchboard.userstore;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.resource.UserNames;
import dev.switchboard.scim.schema.Attribute;
import dev.switchboard.scim.schema.AttributePath;
import dev.switchboard.scim.schema.AttributeType;
import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.scim.schema.SchemaDefinition;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Sorting as RFC 7644, section 3.4.2.3, tells it, of what clients see, in memory. */
final class SortReference {

    private SortReference() {}

    /** All that a type can be sorted by. */
    static List<AttributePath> sortable(ResourceType type) {
        ResourceDefinition definition =
                type == ResourceType.USER ? ResourceDefinition.USER : ResourceDefinition.GROUP;
        List<AttributePath> paths = new ArrayList<>();
        definition.topLevelAttributes().forEach(each -> add("", each, type, definition, paths));
        for (SchemaDefinition extension : definition.extensions()) {
            extension
                    .attributes()
                    .forEach(each -> add(extension.urn() + ":", each, type, definition, paths));
        }
        return paths;
    }

    private static void add(
            String prefix,
            Attribute attribute,
            ResourceType type,
            ResourceDefinition definition,
            List<AttributePath> paths) {
        if (attribute.subAttributes().isEmpty()) {
            addIfSortable(prefix + attribute.name(), type, definition, paths);
        }
        for (Attribute part : attribute.subAttributes()) {
            addIfSortable(prefix + attribute.name() + "." + part.name(), type, definition, paths);
        }
    }

    private static void addIfSortable(
            String name,
            ResourceType type,
            ResourceDefinition definition,
            List<AttributePath> paths) {
        try {
            AttributePath path = AttributePath.parseSortBy(name, definition);
            SortKey.of(type, path);
            paths.add(path);
        } catch (ScimException refused) {
            // Passwords, and what only the gateway knows.
        }
    }

    static List<StoredResource> sorted(List<StoredResource> resources, Sort sort) {
        Comparator<StoredResource> ascending =
                Comparator.<StoredResource, Key>comparing(
                                each -> Key.of(each.resource(), sort.by()))
                        .thenComparing(each -> each.id().toString());
        return resources.stream()
                .sorted(sort.descending() ? ascending.reversed() : ascending)
                .toList();
    }

    private record Key(@Nullable Object value) implements Comparable<Key> {

        static Key of(JsonNode resource, AttributePath by) {
            JsonNode holder = by.extension() == null ? resource : resource.path(by.extension());
            JsonNode node = holder.path(by.attribute().name());
            if (node.isArray()) {
                node = chosen(node);
            }
            if (by.subAttribute() != null) {
                node = node.path(by.subAttribute().name());
            }
            return new Key(node.isMissingNode() || node.isNull() ? null : value(node, by));
        }

        private static JsonNode chosen(JsonNode values) {
            for (JsonNode value : values) {
                if (value.path("primary").asBoolean(false)) {
                    return value;
                }
            }
            return values.path(0);
        }

        private static Object value(JsonNode node, AttributePath by) {
            if (by.toString().equals("userName")) {
                return codePoints(UserNames.key(node.stringValue()));
            }
            if (by.target().type() == AttributeType.BOOLEAN) {
                return new int[] {node.booleanValue() ? 1 : 0};
            }
            if (by.target().type() == AttributeType.DATE_TIME) {
                Instant instant = Instant.parse(node.stringValue());
                return new int[] {(int) instant.getEpochSecond(), instant.getNano()};
            }
            String text = node.stringValue();
            return codePoints(by.target().caseExact() ? text : text.toLowerCase(Locale.ROOT));
        }

        private static int[] codePoints(String text) {
            return text.codePoints().toArray();
        }

        @Override
        public int compareTo(Key other) {
            if (value == null || other.value == null) {
                return Boolean.compare(value == null, other.value == null);
            }
            return Arrays.compare((int[]) value, (int[]) other.value);
        }
    }
}
