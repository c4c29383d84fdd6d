package dev.switchboard.scim.schema;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.Shown;

import org.jspecify.annotations.Nullable;

/**
 * An attribute, or a sub-attribute of it, as filters, PATCH paths, {@code sortBy} and {@code
 * attributes} name it (RFC 7644, section 3.10).
 *
 * @param extension the URN of the extension that defines the attribute and under which documents
 *     hold it, or null for a core or common attribute
 * @param attribute the attribute
 * @param subAttribute the part of a complex attribute, or null for the whole
 */
public record AttributePath(
        @Nullable String extension, Attribute attribute, @Nullable Attribute subAttribute) {

    /**
     * Finds what the text names, in any letter case.
     *
     * @param error what an unknown name is: {@code invalidFilter}, {@code invalidPath} or {@code
     *     invalidValue}, as the place demands
     * @throws ScimException with that error, naming the attribute
     */
    public static AttributePath parse(String text, ResourceDefinition definition, ScimError error) {
        AttributePath path = definition.find(text);
        if (path == null) {
            throw new ScimException(
                    error,
                    "%s resources have no attribute '%s'. Check its spelling, and write attributes of extensions with the extension's full URN."
                            .formatted(definition.name(), Shown.of(text)));
        }
        return path;
    }

    /**
     * Finds what to sort by (RFC 7644, section 3.4.2.3): a simple attribute, or the {@code value}
     * of a complex one.
     *
     * @throws ScimException {@code invalidValue}, naming the attribute
     */
    public static AttributePath parseSortBy(String text, ResourceDefinition definition) {
        AttributePath path = parse(text.strip(), definition, ScimError.INVALID_VALUE);
        Attribute value = path.target().subAttribute("value");
        if (value != null) {
            return path.withSubAttribute(value);
        }
        if (path.target().type() == AttributeType.COMPLEX
                || path.target().returned() == Returned.NEVER) {
            throw new ScimException(
                    ScimError.INVALID_VALUE,
                    "Cannot sort by '%s'. Name a simple attribute, such as 'userName' or 'name.familyName'."
                            .formatted(path));
        }
        return path;
    }

    /** The attribute that holds the simple value: the sub-attribute if there is one. */
    public Attribute target() {
        return subAttribute != null ? subAttribute : attribute;
    }

    /** Whether a document may hold several values here. */
    public boolean multiValued() {
        return attribute.multiValued();
    }

    /** The same attribute with another part of it. */
    public AttributePath withSubAttribute(@Nullable Attribute other) {
        return new AttributePath(extension, attribute, other);
    }

    /** The canonical text, which {@link #parse} reads again. */
    @Override
    public String toString() {
        String name =
                subAttribute == null
                        ? attribute.name()
                        : attribute.name() + "." + subAttribute.name();
        return extension == null ? name : extension + ":" + name;
    }
}
