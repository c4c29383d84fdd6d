package dev.switchboard.scim.schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A resource type with its core schema and its extensions (RFC 7643, section 6). */
public final class ResourceDefinition {

    /** The URN of the core schema of users. */
    public static final String USER_URN = "urn:ietf:params:scim:schemas:core:2.0:User";

    /** The URN of the core schema of groups. */
    public static final String GROUP_URN = "urn:ietf:params:scim:schemas:core:2.0:Group";

    /** The URN of the enterprise extension, which also holds the product's own choices. */
    public static final String ENTERPRISE_URN =
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /** The URN of our read-only extension: office, assigned number, number status. */
    public static final String TELEPHONY_URN =
            "urn:switchboard:params:scim:schemas:extension:telephony:2.0:User";

    /** Users with the enterprise extension and our telephony extension. */
    public static final ResourceDefinition USER =
            new ResourceDefinition(
                    "User",
                    "/Users",
                    "A person who uses the telephone system.",
                    UserSchema.core(),
                    List.of(UserSchema.enterprise(), UserSchema.telephony()));

    /** Groups. */
    public static final ResourceDefinition GROUP =
            new ResourceDefinition(
                    "Group", "/Groups", "A group of users.", GroupSchema.core(), List.of());

    private final String name;
    private final String endpoint;
    private final String description;
    private final SchemaDefinition core;
    private final List<SchemaDefinition> extensions;
    private final Map<String, SchemaDefinition> extensionsByUrn;
    private final SchemaDefinition common;

    private ResourceDefinition(
            String name,
            String endpoint,
            String description,
            SchemaDefinition core,
            List<SchemaDefinition> extensions) {
        this.name = name;
        this.endpoint = endpoint;
        this.description = description;
        this.core = core;
        this.extensions = List.copyOf(extensions);
        this.extensionsByUrn = NameLookup.of(this.extensions, SchemaDefinition::urn);
        List<Attribute> all = new ArrayList<>(CommonAttributes.ALL);
        all.addAll(core.attributes());
        this.common = new SchemaDefinition(core.urn(), name, description, all);
    }

    /** The name, {@code meta.resourceType}. */
    public String name() {
        return name;
    }

    /** The path below the base URL, with its leading slash. */
    public String endpoint() {
        return endpoint;
    }

    /** A sentence for people. */
    public String description() {
        return description;
    }

    /** The core schema, without the common attributes. */
    public SchemaDefinition core() {
        return core;
    }

    /** The extensions; none is required. */
    public List<SchemaDefinition> extensions() {
        return extensions;
    }

    /** The extension with that URN in any letter case, or null. */
    public @Nullable SchemaDefinition extension(String urn) {
        return NameLookup.find(extensionsByUrn, urn);
    }

    /** The common or core attribute of that name in any letter case, or null. */
    public @Nullable Attribute attribute(String attributeName) {
        return common.attribute(attributeName);
    }

    /** The common and the core attributes: what lies at the top of a resource. */
    public List<Attribute> topLevelAttributes() {
        return common.attributes();
    }

    /** What the text names, with or without URN and sub-attribute, or null for nothing known. */
    public @Nullable AttributePath find(String text) {
        if (text.length() > 4 && text.regionMatches(true, 0, "urn:", 0, 4)) {
            // URNs contain dots ("2.0"), so the schema goes first and never by splitting at dots.
            if (isBelow(text, core.urn())) {
                return find(common, null, text.substring(core.urn().length() + 1));
            }
            for (SchemaDefinition extension : extensions) {
                if (isBelow(text, extension.urn())) {
                    String rest = text.substring(extension.urn().length() + 1);
                    return find(extension, extension.urn(), rest);
                }
            }
            return null;
        }
        return find(common, null, text);
    }

    /**
     * Whether the URN is that of the core schema or starts with one of our schemas' and a colon.
     */
    public boolean isInKnownSchema(String urn) {
        return urn.equalsIgnoreCase(core.urn())
                || isBelow(urn, core.urn())
                || extensions.stream().anyMatch(extension -> isBelow(urn, extension.urn()));
    }

    private static boolean isBelow(String text, String urn) {
        return text.length() > urn.length() + 1
                && text.charAt(urn.length()) == ':'
                && text.regionMatches(true, 0, urn, 0, urn.length());
    }

    private static @Nullable AttributePath find(
            SchemaDefinition schema, @Nullable String extension, String text) {
        int dot = text.indexOf('.');
        Attribute attribute = schema.attribute(dot < 0 ? text : text.substring(0, dot));
        if (attribute == null) {
            return null;
        }
        if (dot < 0) {
            return new AttributePath(extension, attribute, null);
        }
        Attribute part = attribute.subAttribute(text.substring(dot + 1));
        return part == null ? null : new AttributePath(extension, attribute, part);
    }

    @Override
    public String toString() {
        return name;
    }
}
