package dev.switchboard.scim.patch;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.Shown;
import dev.switchboard.scim.StorableText;
import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.resource.ResourceBody;
import dev.switchboard.scim.schema.Attribute;
import dev.switchboard.scim.schema.AttributePath;
import dev.switchboard.scim.schema.AttributeType;
import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.scim.schema.SchemaDefinition;

import org.jspecify.annotations.Nullable;

/**
 * Where an operation works (RFC 7644, section 3.5.2, Figure 7).
 *
 * @param extension the URN under which documents hold the attribute, or null for core attributes
 * @param attribute the attribute, or null for the whole extension
 * @param filter which values of the attribute, or null for all
 * @param filterText the filter as the client wrote it
 * @param subAttribute the part of it, or null for the whole
 */
record PatchPath(
        @Nullable String extension,
        @Nullable Attribute attribute,
        @Nullable Filter filter,
        @Nullable String filterText,
        @Nullable Attribute subAttribute) {

    /** The longest path: that of a filter and some URN before it. */
    private static final int MAX_LENGTH = Filter.MAX_LENGTH + 1024;

    static PatchPath of(AttributePath path) {
        return new PatchPath(path.extension(), path.attribute(), null, null, path.subAttribute());
    }

    static PatchPath ofExtension(String urn) {
        return new PatchPath(urn, null, null, null, null);
    }

    static PatchPath parse(String text, ResourceDefinition definition) {
        if (text.length() > MAX_LENGTH) {
            throw invalid("The path is longer than %d characters.".formatted(MAX_LENGTH));
        }
        String path = text.strip();
        int bracket = path.indexOf('[');
        if (bracket >= 0) {
            return withFilter(path, bracket, definition);
        }
        AttributePath plain = definition.find(path);
        if (plain != null) {
            return of(plain);
        }
        SchemaDefinition extension = definition.extension(path);
        if (extension != null) {
            return ofExtension(extension.urn());
        }
        if (ResourceBody.isUrn(path) && !definition.isInKnownSchema(path)) {
            StorableText.check(path, Shown.of(path));
            return ofExtension(path);
        }
        return of(AttributePath.parse(path, definition, ScimError.INVALID_PATH));
    }

    private static PatchPath withFilter(String path, int bracket, ResourceDefinition definition) {
        AttributePath of =
                AttributePath.parse(
                        path.substring(0, bracket).strip(), definition, ScimError.INVALID_PATH);
        if (of.subAttribute() != null
                || !of.multiValued()
                || of.attribute().type() != AttributeType.COMPLEX) {
            throw invalid(
                    "Path '%s[…]' chooses among values, but '%s' has only one.".formatted(of, of));
        }
        int end = closingBracket(path, bracket);
        String inBrackets = path.substring(bracket + 1, end);
        String filterText = inBrackets.strip();
        int offset = bracket + 1 + inBrackets.indexOf(filterText);
        Filter filter = Filter.parseValueFilter(filterText, offset, of, definition);
        String rest = path.substring(end + 1);
        Attribute part = null;
        if (!rest.isEmpty()) {
            part = rest.startsWith(".") ? of.attribute().subAttribute(rest.substring(1)) : null;
            if (part == null) {
                throw invalid(
                        "After '%s[…]' the path must end or go on with '.' and one of %s."
                                .formatted(of, of.attribute().subAttributes()));
            }
        }
        return new PatchPath(of.extension(), of.attribute(), filter, filterText, part);
    }

    /** The bracket that is not inside a string. */
    private static int closingBracket(String path, int open) {
        boolean inString = false;
        for (int i = open + 1; i < path.length(); i++) {
            char c = path.charAt(i);
            if (inString && c == '\\') {
                i++;
            } else if (c == '"') {
                inString = !inString;
            } else if (c == ']' && !inString) {
                return i;
            }
        }
        throw invalid("The path has a '[' at position %d but no ']'.".formatted(open + 1));
    }

    private static ScimException invalid(String detail) {
        return new ScimException(ScimError.INVALID_PATH, detail);
    }

    /** The attribute or its part; null for a whole extension. */
    @Nullable Attribute target() {
        return subAttribute != null ? subAttribute : attribute;
    }

    /** The path without the filter's values, which may be personal. */
    String shown() {
        if (attribute == null) {
            return Shown.of(base());
        }
        String filtered = filter == null ? "" : "[…]";
        return base() + filtered + (subAttribute == null ? "" : "." + subAttribute.name());
    }

    private String base() {
        if (attribute == null) {
            return String.valueOf(extension);
        }
        return extension == null ? attribute.name() : extension + ":" + attribute.name();
    }

    /** The canonical text. */
    @Override
    public String toString() {
        String filtered = filter == null ? "" : "[" + filterText + "]";
        return base() + filtered + (subAttribute == null ? "" : "." + subAttribute.name());
    }
}
