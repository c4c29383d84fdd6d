package dev.switchboard.scim.schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * An attribute and its characteristics (RFC 7643, sections 2.2 and 7). Immutable; compared by
 * identity, for there is one object for each attribute of each schema.
 */
public final class Attribute {

    private final String name;
    private final AttributeType type;
    private final boolean multiValued;
    private final String description;
    private final boolean required;
    private final boolean caseExact;
    private final Mutability mutability;
    private final Returned returned;
    private final Uniqueness uniqueness;
    private final List<String> canonicalValues;
    private final List<String> referenceTypes;
    private final List<Attribute> subAttributes;
    private final Map<String, Attribute> subAttributesByName;
    private final boolean bareValueAccepted;

    private Attribute(Builder builder) {
        this.name = builder.name;
        this.type = builder.type;
        this.multiValued = builder.multiValued;
        this.description = builder.description;
        this.required = builder.required;
        this.caseExact = builder.caseExact;
        this.mutability = builder.mutability;
        this.returned = builder.returned;
        this.uniqueness = builder.uniqueness;
        this.canonicalValues = builder.canonicalValues;
        this.referenceTypes = builder.referenceTypes;
        this.subAttributes = builder.subAttributes;
        this.subAttributesByName = NameLookup.of(subAttributes, Attribute::name);
        this.bareValueAccepted = builder.bareValueAccepted;
    }

    static Builder of(AttributeType type, String name, String description) {
        return new Builder(type, name, description);
    }

    static Builder string(String name, String description) {
        return of(AttributeType.STRING, name, description);
    }

    static Builder complex(String name, String description, List<Attribute> subAttributes) {
        Builder builder = of(AttributeType.COMPLEX, name, description);
        builder.subAttributes = List.copyOf(subAttributes);
        return builder;
    }

    /** The name in the schema's letter case. */
    public String name() {
        return name;
    }

    /** The data type of a value, of each where there are several. */
    public AttributeType type() {
        return type;
    }

    /** Whether the value is a list. */
    public boolean multiValued() {
        return multiValued;
    }

    /** A sentence for the reader of the schema. */
    public String description() {
        return description;
    }

    /** Whether a resource must have a value. */
    public boolean required() {
        return required;
    }

    /** Whether letter case counts in comparisons. */
    public boolean caseExact() {
        return caseExact;
    }

    /** When it may be written. */
    public Mutability mutability() {
        return mutability;
    }

    /** When it is returned. */
    public Returned returned() {
        return returned;
    }

    /** How far values are unique. */
    public Uniqueness uniqueness() {
        return uniqueness;
    }

    /** Suggested values; others are accepted too (RFC 7643, section 7). */
    public List<String> canonicalValues() {
        return canonicalValues;
    }

    /** What a reference may point to. */
    public List<String> referenceTypes() {
        return referenceTypes;
    }

    /** The parts of a complex attribute, else empty. */
    public List<Attribute> subAttributes() {
        return subAttributes;
    }

    /** The sub-attribute of that name in any letter case, or null. */
    public @Nullable Attribute subAttribute(String subName) {
        return NameLookup.find(subAttributesByName, subName);
    }

    /**
     * Whether clients may give the bare value of a complex attribute's {@code value} in place of
     * the object: Entra sends {@code manager} as a string, some send roles and entitlements so.
     */
    public boolean bareValueAccepted() {
        return bareValueAccepted;
    }

    /** Whether clients' values are ignored. */
    public boolean readOnly() {
        return mutability == Mutability.READ_ONLY;
    }

    @Override
    public String toString() {
        return name;
    }

    static final class Builder {

        private final AttributeType type;
        private final String name;
        private final String description;
        private boolean multiValued;
        private boolean required;
        private boolean caseExact;
        private Mutability mutability = Mutability.READ_WRITE;
        private Returned returned = Returned.DEFAULT;
        private Uniqueness uniqueness = Uniqueness.NONE;
        private List<String> canonicalValues = List.of();
        private List<String> referenceTypes = List.of();
        private List<Attribute> subAttributes = List.of();
        private boolean bareValueAccepted;

        private Builder(AttributeType type, String name, String description) {
            this.type = type;
            this.name = name;
            this.description = description;
            // Binary and reference values are case exact by nature (RFC 7643, 2.3.6 and 2.3.7).
            this.caseExact = type == AttributeType.BINARY || type == AttributeType.REFERENCE;
        }

        Builder many() {
            multiValued = true;
            return this;
        }

        Builder required() {
            required = true;
            return this;
        }

        Builder caseExact() {
            caseExact = true;
            return this;
        }

        Builder mutability(Mutability value) {
            mutability = value;
            return this;
        }

        Builder returned(Returned value) {
            returned = value;
            return this;
        }

        Builder uniqueness(Uniqueness value) {
            uniqueness = value;
            return this;
        }

        Builder suggesting(String... values) {
            canonicalValues = List.of(values);
            return this;
        }

        Builder pointingTo(String... types) {
            referenceTypes = List.of(types);
            return this;
        }

        Builder bareValueAccepted() {
            bareValueAccepted = true;
            return this;
        }

        Attribute build() {
            return new Attribute(this);
        }
    }
}
