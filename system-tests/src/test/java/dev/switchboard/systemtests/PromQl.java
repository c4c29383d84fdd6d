package dev.switchboard.systemtests;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads from an expression of Prometheus' query language which series it asks for, and by which
 * labels it groups them. Knows what rules and dashboards here use, and refuses what it does not
 * know, so that nothing is passed over.
 */
final class PromQl {

    private static final Set<String> AGGREGATIONS =
            Set.of("sum", "min", "max", "avg", "count", "group", "stddev", "stdvar");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool");
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*(?:(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)|(?<text>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*')"
                            + "|(?<range>\\[[0-9smhdw:]+])|(?<number>[0-9.]+[smhdw]?)"
                            + "|(?<sign>==|!=|=~|!~|>=|<=|[-+*/%^<>=(){},]))\\s*");

    private record Token(String kind, String text) {}

    /**
     * The series that are asked for.
     *
     * @param metric the name of the metric
     * @param conditions on labels, all of which must hold
     * @param groupings the labels of each aggregation around it, from the inside out
     */
    record Selector(String metric, List<Condition> conditions, List<Set<String>> groupings) {

        private Selector within(Set<String> labels) {
            List<Set<String>> all = new ArrayList<>(groupings);
            all.add(labels);
            return new Selector(metric, conditions, all);
        }
    }

    /**
     * A condition on a label.
     *
     * @param operator one of {@code = != =~ !~}
     */
    record Condition(String label, String operator, String value) {

        boolean isMetBy(String actual) {
            return switch (operator) {
                case "=" -> actual.equals(value);
                case "!=" -> !actual.equals(value);
                case "=~" -> actual.matches(value);
                case "!~" -> !actual.matches(value);
                default -> throw new IllegalStateException(operator);
            };
        }

        @Override
        public String toString() {
            return label + operator + "\"" + value + "\"";
        }
    }

    private final String expression;
    private final Deque<Token> tokens = new ArrayDeque<>();

    private PromQl(String expression) {
        this.expression = expression;
        Matcher matcher = TOKEN.matcher(expression);
        int end = 0;
        while (end < expression.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw notKnown("what begins at " + end);
            }
            for (String kind : List.of("name", "text", "range", "number", "sign")) {
                if (matcher.group(kind) != null) {
                    tokens.add(new Token(kind, matcher.group(kind)));
                }
            }
            end = matcher.end();
        }
    }

    /**
     * All selectors of an expression, in the order in which they are written.
     *
     * @throws IllegalArgumentException where the expression has something that is not known here
     */
    static List<Selector> selectors(String expression) {
        PromQl query = new PromQl(expression);
        List<Selector> found = query.terms();
        if (!query.tokens.isEmpty()) {
            throw query.notKnown("'" + query.tokens.getFirst().text() + "' there");
        }
        return found;
    }

    /** Up to the end, or to the bracket that closes what was opened before. */
    private List<Selector> terms() {
        List<Selector> found = new ArrayList<>();
        while (!tokens.isEmpty() && !nextIs(")")) {
            Token token = tokens.removeFirst();
            if (token.kind().equals("name")) {
                found.addAll(named(token.text()));
            } else if (token.text().equals("(")) {
                found.addAll(terms());
                expect(")");
            } else if (Set.of("{", "}").contains(token.text())) {
                throw notKnown("a selector without a metric's name");
            }
        }
        return found;
    }

    private List<Selector> named(String name) {
        if (AGGREGATIONS.contains(name)) {
            return aggregated();
        }
        if (name.equals("offset")) {
            tokens.removeFirst();
            return List.of();
        }
        if (OPERATORS.contains(name)) {
            return List.of();
        }
        if (name.equals("on")) {
            labels();
            return List.of();
        }
        if (Set.of("ignoring", "group_left", "group_right", "by", "without").contains(name)) {
            throw notKnown("'" + name + "' there");
        }
        if (nextIs("(")) {
            return bracketed();
        }
        return List.of(new Selector(name, conditions(), List.of()));
    }

    private List<Selector> aggregated() {
        Set<String> labels = grouping();
        List<Selector> inner = bracketed();
        if (labels.isEmpty()) {
            labels = grouping();
        }
        Set<String> by = labels;
        return inner.stream().map(selector -> selector.within(by)).toList();
    }

    private Set<String> grouping() {
        if (!nextIs("by")) {
            return Set.of();
        }
        tokens.removeFirst();
        return labels();
    }

    private Set<String> labels() {
        expect("(");
        List<String> labels = new ArrayList<>();
        while (!nextIs(")")) {
            labels.add(expect("name", "a label"));
            if (nextIs(",")) {
                tokens.removeFirst();
            }
        }
        expect(")");
        return Set.copyOf(labels);
    }

    private List<Selector> bracketed() {
        expect("(");
        List<Selector> inner = terms();
        expect(")");
        return inner;
    }

    private List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        if (nextIs("{")) {
            tokens.removeFirst();
            while (!nextIs("}")) {
                String label = expect("name", "a label");
                String operator = expect("sign", "an operator");
                String value = expect("text", "a value");
                conditions.add(
                        new Condition(label, operator, value.substring(1, value.length() - 1)));
                if (nextIs(",")) {
                    tokens.removeFirst();
                }
            }
            expect("}");
        }
        return conditions;
    }

    private boolean nextIs(String text) {
        return !tokens.isEmpty() && tokens.getFirst().text().equals(text);
    }

    private void expect(String text) {
        if (!nextIs(text)) {
            throw notKnown("no '" + text + "' where one belongs");
        }
        tokens.removeFirst();
    }

    private String expect(String kind, String what) {
        if (tokens.isEmpty() || !tokens.getFirst().kind().equals(kind)) {
            throw notKnown("no " + what + " where one belongs");
        }
        return tokens.removeFirst().text();
    }

    private IllegalArgumentException notKnown(String what) {
        return new IllegalArgumentException("Cannot read %s in: %s".formatted(what, expression));
    }
}
