package dev.switchboard.scim.filter;

import dev.switchboard.scim.schema.Attribute;
import dev.switchboard.scim.schema.AttributePath;
import dev.switchboard.scim.schema.AttributeType;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the value of a comparison and checks that attribute, operator and value go together. */
final class Comparisons {

    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d{1,18})?([eE][+-]?\\d{1,2})?");

    private Comparisons() {}

    static Filter of(Operator operator, AttributePath named, FilterScanner scanner) {
        int start = scanner.position();
        String text = scanner.isNext('"') ? scanner.string() : null;
        String word = text == null ? scanner.word("a value") : "";
        if (text == null && "null".equalsIgnoreCase(word)) {
            return comparedToNull(operator, named, start, scanner);
        }
        AttributePath path = simple(named, start, scanner);
        check(operator, path, start, scanner);
        Operand operand = operand(path, text, word);
        if (operand == null) {
            throw scanner.problemAt(
                    start,
                    "attribute '%s' is compared with %s"
                            .formatted(path, expectation(path.target().type())));
        }
        return normal(operator, path, operand);
    }

    private static Filter comparedToNull(
            Operator operator, AttributePath path, int start, FilterScanner scanner) {
        return switch (operator) {
            case EQ -> new Filter.Not(new Filter.Present(path));
            case NE -> new Filter.Present(path);
            case CO, SW, EW, GT, GE, LT, LE ->
                    throw scanner.problemAt(start, "null goes only with eq and ne");
        };
    }

    /** A complex attribute stands for its {@code value} (RFC 7644, section 3.4.2.2). */
    private static AttributePath simple(AttributePath path, int start, FilterScanner scanner) {
        if (path.target().type() != AttributeType.COMPLEX) {
            return path;
        }
        Attribute value = path.attribute().subAttribute("value");
        if (value == null) {
            throw scanner.problemAt(
                    start,
                    "'%s' is made of parts; name the one to compare, such as '%s.%s'"
                            .formatted(path, path, path.attribute().subAttributes().getFirst()));
        }
        return path.withSubAttribute(value);
    }

    private static void check(
            Operator operator, AttributePath path, int start, FilterScanner scanner) {
        AttributeType type = path.target().type();
        boolean refused =
                switch (type) {
                    case BOOLEAN -> operator.isOrdering() || operator.isSubstring();
                    case BINARY -> operator.isOrdering();
                    case INTEGER, DECIMAL, DATE_TIME -> operator.isSubstring();
                    case STRING, REFERENCE, COMPLEX -> false;
                };
        if (refused) {
            throw scanner.problemAt(
                    start,
                    "operator '%s' does not go with '%s', which is of type %s"
                            .formatted(
                                    operator.name().toLowerCase(Locale.ROOT),
                                    path,
                                    type.wireName()));
        }
    }

    private static @Nullable Operand operand(
            AttributePath path, @Nullable String text, String word) {
        return switch (path.target().type()) {
            case STRING, REFERENCE, BINARY -> text == null ? null : new Operand.Text(text);
            case BOOLEAN -> bool(text == null ? word : text);
            case INTEGER, DECIMAL -> text == null ? number(word) : null;
            case DATE_TIME -> text == null ? null : moment(text);
            case COMPLEX -> null;
        };
    }

    /** Entra writes booleans as strings, {@code "True"}. */
    private static @Nullable Operand bool(String word) {
        if ("true".equalsIgnoreCase(word)) {
            return new Operand.Bool(true);
        }
        return "false".equalsIgnoreCase(word) ? new Operand.Bool(false) : null;
    }

    private static @Nullable Operand number(String word) {
        return NUMBER.matcher(word).matches() ? new Operand.Numeric(new BigDecimal(word)) : null;
    }

    /** An xsd:dateTime; without an offset it is taken as UTC. */
    static Operand.@Nullable Moment moment(String text) {
        Instant instant = instant(text);
        return instant == null ? null : new Operand.Moment(instant);
    }

    static @Nullable Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException withoutOffset) {
            try {
                return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            } catch (DateTimeParseException noDate) {
                return null;
            }
        }
    }

    private static String expectation(AttributeType type) {
        return switch (type) {
            case STRING, REFERENCE, BINARY -> "a string in double quotes";
            case BOOLEAN -> "true or false";
            case INTEGER, DECIMAL -> "a number";
            case DATE_TIME -> "a date and time in double quotes, such as \"2026-11-23T10:00:00Z\"";
            case COMPLEX -> "one of its parts";
        };
    }

    private static Filter normal(Operator operator, AttributePath path, Operand operand) {
        if (path.subAttribute() != null
                && path.subAttribute().name().equals("primary")
                && operand instanceof Operand.Bool(boolean value)
                && !value) {
            Operator opposite = operator == Operator.EQ ? Operator.NE : Operator.EQ;
            return new Filter.Comparison(opposite, path, new Operand.Bool(true));
        }
        return new Filter.Comparison(operator, path, operand);
    }
}
