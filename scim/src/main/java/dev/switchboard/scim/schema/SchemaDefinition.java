package dev.switchboard.scim.schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** A schema: a URN and the attributes it defines (RFC 7643, section 7). */
public final class SchemaDefinition {

    private final String urn;
    private final String name;
    private final String description;
    private final List<Attribute> attributes;
    private final Map<String, Attribute> byName;

    SchemaDefinition(String urn, String name, String description, List<Attribute> attributes) {
        this.urn = urn;
        this.name = name;
        this.description = description;
        this.attributes = List.copyOf(attributes);
        this.byName = NameLookup.of(this.attributes, Attribute::name);
    }

    /** The schema's URN, its {@code id} in discovery. */
    public String urn() {
        return urn;
    }

    /** A name for people. */
    public String name() {
        return name;
    }

    /** A sentence for people. */
    public String description() {
        return description;
    }

    /** All attributes, in the order of the RFC. */
    public List<Attribute> attributes() {
        return attributes;
    }

    /** The attribute of that name in any letter case, or null. */
    public @Nullable Attribute attribute(String attributeName) {
        return NameLookup.find(byName, attributeName);
    }

    @Override
    public String toString() {
        return urn;
    }
}
