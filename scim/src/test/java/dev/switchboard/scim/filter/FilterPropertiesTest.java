package dev.switchboard.scim.filter;

import static dev.switchboard.scim.schema.ResourceDefinition.USER;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.scim.Json;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.schema.AttributePath;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Locale;
import java.util.Map;

final class FilterPropertiesTest {

    private static final List<String> TEXTS = List.of("a", "A", "ab", "b", "", "ä", "Ä");

    @Property(tries = 500)
    void readsItsOwnWritingAgain(@ForAll("filters") Filter filter) {
        assertThat(Filter.parse(FilterText.written(filter), USER)).isEqualTo(filter);
    }

    /** An evaluator so simple that it can only be right, over maps instead of JSON. */
    @Property(tries = 1000)
    void answersLikeASimpleReference(
            @ForAll("filters") Filter filter, @ForAll("users") ObjectNode user) {
        assertThat(FilterMatcher.matches(filter, user)).isEqualTo(expected(filter, user));
    }

    @Property(tries = 1000)
    void failsOnAnyTextOnlyWithInvalidFilter(@ForAll("texts") String text) {
        try {
            assertThat(Filter.parse(text, USER)).isNotNull();
        } catch (ScimException refused) {
            assertThat(refused.error()).isEqualTo(ScimError.INVALID_FILTER);
        }
    }

    @Provide
    static Arbitrary<String> texts() {
        Arbitrary<String> tokens =
                Arbitraries.of(
                                "userName",
                                "emails",
                                "[",
                                "]",
                                "(",
                                ")",
                                "not",
                                "and",
                                "or",
                                "eq",
                                "pr",
                                "gt",
                                "\"x\"",
                                "\"",
                                "\\",
                                "true",
                                "null",
                                "1.5",
                                "value",
                                "urn:",
                                "meta.created",
                                ".",
                                "active",
                                "é",
                                "$ref")
                        .list()
                        .ofMaxSize(25)
                        .map(words -> String.join(" ", words));
        return Arbitraries.oneOf(tokens, Arbitraries.strings().all().ofMaxLength(60));
    }

    @Provide
    static Arbitrary<ObjectNode> users() {
        Arbitrary<ArrayNode> emails =
                Combinators.combine(
                                Arbitraries.of(TEXTS),
                                Arbitraries.of(TEXTS),
                                Arbitraries.of(true, false))
                        .as(
                                (value, type, primary) ->
                                        Json.object(
                                                "{'value':'%s','type':'%s'%s}"
                                                        .formatted(
                                                                value,
                                                                type,
                                                                primary ? ",'primary':true" : "")))
                        .list()
                        .ofMaxSize(3)
                        .map(list -> Json.array("[]").addAll(list));
        return Combinators.combine(
                        Arbitraries.of(TEXTS),
                        Arbitraries.of(TEXTS).injectNull(0.3),
                        Arbitraries.of(true, false).injectNull(0.3),
                        emails)
                .as(
                        (userName, externalId, active, list) -> {
                            ObjectNode user = Json.object("{}").put("userName", userName);
                            if (externalId != null) {
                                user.put("externalId", externalId);
                            }
                            if (active != null) {
                                user.put("active", active);
                            }
                            return user.set("emails", list);
                        });
    }

    @Provide
    static Arbitrary<Filter> filters() {
        return nested(
                Arbitraries.oneOf(
                        text("userName"),
                        text("externalId"),
                        text("emails.value"),
                        bool("active"),
                        Arbitraries.of("userName", "externalId", "active", "emails", "emails.type")
                                .map(name -> new Filter.Present(path(name))),
                        nested(
                                        Arbitraries.oneOf(
                                                text("emails.value"),
                                                text("emails.type"),
                                                bool("emails.primary")),
                                        2)
                                .map(inner -> new Filter.ValuePath(path("emails"), inner))),
                3);
    }

    private static Arbitrary<Filter> nested(Arbitrary<? extends Filter> leaves, int depth) {
        Arbitrary<Filter> leaf = leaves.map(filter -> filter);
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<Filter> inner = nested(leaves, depth - 1);
        return Arbitraries.oneOf(
                leaf,
                inner.map(Filter.Not::new),
                Combinators.combine(inner, inner).as(Filter.And::new),
                Combinators.combine(inner, inner).as(Filter.Or::new));
    }

    private static Arbitrary<Filter> text(String name) {
        return Combinators.combine(Arbitraries.of(Operator.class), Arbitraries.of(TEXTS))
                .as(
                        (operator, value) ->
                                new Filter.Comparison(
                                        operator, path(name), new Operand.Text(value)));
    }

    /** Only true: the parser writes "primary eq false" in another way. */
    private static Arbitrary<Filter> bool(String name) {
        return Arbitraries.of(Operator.EQ, Operator.NE)
                .map(
                        operator ->
                                new Filter.Comparison(
                                        operator, path(name), new Operand.Bool(true)));
    }

    private static AttributePath path(String name) {
        return AttributePath.parse(name, USER, ScimError.INVALID_FILTER);
    }

    private static boolean expected(Filter filter, ObjectNode user) {
        return switch (filter) {
            case Filter.And and -> expected(and.left(), user) && expected(and.right(), user);
            case Filter.Or or -> expected(or.left(), user) || expected(or.right(), user);
            case Filter.Not not -> !expected(not.inner(), user);
            case Filter.Present present ->
                    values(present.path(), user).stream().anyMatch(value -> !value.isEmpty());
            case Filter.Comparison comparison ->
                    expected(comparison, values(comparison.path(), user));
            case Filter.ValuePath valuePath ->
                    user.get("emails").values().stream()
                            .anyMatch(email -> inner(valuePath.inner(), (ObjectNode) email));
        };
    }

    private static boolean inner(Filter filter, ObjectNode email) {
        return switch (filter) {
            case Filter.And and -> inner(and.left(), email) && inner(and.right(), email);
            case Filter.Or or -> inner(or.left(), email) || inner(or.right(), email);
            case Filter.Not not -> !inner(not.inner(), email);
            case Filter.Comparison comparison ->
                    expected(
                            comparison,
                            texts(email, String.valueOf(comparison.path().subAttribute())));
            case Filter.Present present -> throw new AssertionError(present);
            case Filter.ValuePath nested -> throw new AssertionError(nested);
        };
    }

    private static List<String> values(AttributePath path, ObjectNode user) {
        if (!path.attribute().name().equals("emails")) {
            return texts(user, path.toString());
        }
        return user.get("emails").values().stream()
                .flatMap(
                        email ->
                                path.subAttribute() == null
                                        ? List.of("any").stream()
                                        : texts((ObjectNode) email, path.subAttribute().name())
                                                .stream())
                .toList();
    }

    /** An empty string is as good as none (RFC 7643, section 2.5, as this service takes it). */
    private static List<String> texts(ObjectNode node, String name) {
        return node.properties().stream()
                .filter(entry -> entry.getKey().equals(name))
                .map(Map.Entry::getValue)
                .map(value -> value.asString(""))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static boolean expected(Filter.Comparison comparison, List<String> values) {
        String asked =
                switch (comparison.value()) {
                    case Operand.Text text -> text.value();
                    case Operand.Bool bool -> String.valueOf(bool.value());
                    case Operand.Numeric number -> throw new AssertionError(number);
                    case Operand.Moment moment -> throw new AssertionError(moment);
                };
        boolean exact = comparison.path().attribute().name().equals("externalId");
        String right = exact ? asked : asked.toLowerCase(Locale.ROOT);
        return (values.isEmpty() && comparison.operator() == Operator.NE)
                || values.stream()
                        .map(value -> exact ? value : value.toLowerCase(Locale.ROOT))
                        .anyMatch(left -> holds(comparison.operator(), left, right));
    }

    private static boolean holds(Operator operator, String left, String right) {
        return switch (operator) {
            case EQ -> left.equals(right);
            case NE -> !left.equals(right);
            case CO -> left.contains(right);
            case SW -> left.startsWith(right);
            case EW -> left.endsWith(right);
            case GT -> left.compareTo(right) > 0;
            case GE -> left.compareTo(right) >= 0;
            case LT -> left.compareTo(right) < 0;
            case LE -> left.compareTo(right) <= 0;
        };
    }
}
