package dev.switchboard.scim.filter;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.schema.AttributePath;
import dev.switchboard.scim.schema.ResourceDefinition;

import java.util.List;

/**
 * A parsed filter whose attributes are resolved against the schemas (RFC 7644, section 3.4.2.2).
 *
 * <p>What an evaluator (SQL, {@link FilterMatcher}) can rely on:
 *
 * <ul>
 *   <li>{@link Comparison} names a simple attribute: for {@code emails co "x"} the parser has put
 *       {@code emails.value}. Where there are several values, one that fits is enough.
 *   <li>{@link Operator#NE} means "not equal to", so that it also holds where there is no value;
 *       where there are several it holds if one differs.
 *   <li>{@code eq null} has become {@code not pr}, {@code ne null} {@code pr}; and as a missing
 *       {@code primary} is false (RFC 7643, 2.4), {@code primary eq false} is {@code primary ne
 *       true}.
 *   <li>Ordering operators never meet booleans or binaries, substring operators only text.
 *   <li>{@code emails[type eq "work"].value eq "x"}, which is no filter of the RFC but Entra's, has
 *       become {@code emails[type eq "work" and value eq "x"]}.
 *   <li>Inside a {@link ValuePath} every attribute is a part of its attribute, and all of the inner
 *       filter is about one and the same value.
 *   <li>At most 50 expressions, nested at most 10 deep: recursion is safe.
 * </ul>
 */
public sealed interface Filter {

    /** The longest filter, in characters. */
    int MAX_LENGTH = 8 * 1024;

    /** The most expressions in a filter. */
    int MAX_EXPRESSIONS = 50;

    /** How deep parentheses, brackets and {@code not} may be nested. */
    int MAX_DEPTH = 10;

    /**
     * Parses a filter.
     *
     * @throws dev.switchboard.scim.ScimException {@code invalidFilter}, with the position
     */
    static Filter parse(String text, ResourceDefinition definition) {
        return parse(text, definition, List.of());
    }

    /**
     * Parses a filter over resources of several types, as a search at the server's root has (RFC
     * 7644, section 3.4.2.1), for one of them: attributes that only the other types have are never
     * assigned.
     *
     * @throws dev.switchboard.scim.ScimException {@code invalidFilter}, with the position
     */
    static Filter parse(
            String text, ResourceDefinition definition, List<ResourceDefinition> others) {
        return new FilterParser(text, 0, definition, others, null, ScimError.INVALID_FILTER)
                .parse();
    }

    /**
     * Parses what stands between the brackets of a PATCH path.
     *
     * @param text the filter, without the brackets
     * @param offset how much of the path stands before the text
     * @param of the complex attribute before the brackets
     * @throws dev.switchboard.scim.ScimException {@code invalidPath}, with the position in the path
     */
    static Filter parseValueFilter(
            String text, int offset, AttributePath of, ResourceDefinition definition) {
        return new FilterParser(text, offset, definition, List.of(), of, ScimError.INVALID_PATH)
                .parse();
    }

    /** How many expressions it has, as {@link #MAX_EXPRESSIONS} counts them. */
    default int expressions() {
        return switch (this) {
            case And and -> and.left().expressions() + and.right().expressions();
            case Or or -> or.left().expressions() + or.right().expressions();
            case Not not -> not.inner().expressions();
            case Comparison _, Present _ -> 1;
            case ValuePath valuePath -> 1 + valuePath.inner().expressions();
        };
    }

    /** Both. */
    record And(Filter left, Filter right) implements Filter {}

    /** At least one. */
    record Or(Filter left, Filter right) implements Filter {}

    /** The contrary. */
    record Not(Filter inner) implements Filter {}

    /** Attribute, operator, value. */
    record Comparison(Operator operator, AttributePath path, Operand value) implements Filter {}

    /** The attribute has a value that is not empty. */
    record Present(AttributePath path) implements Filter {}

    /** One of the values of a complex attribute fits the inner filter. */
    record ValuePath(AttributePath path, Filter inner) implements Filter {}
}
