package dev.switchboard.scim.filter;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.Shown;
import dev.switchboard.scim.schema.Attribute;
import dev.switchboard.scim.schema.AttributePath;
import dev.switchboard.scim.schema.AttributeType;
import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.scim.schema.Returned;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.MissingNode;

import java.util.List;

/**
 * Recursive descent over the grammar of RFC 7644, section 3.4.2.2: {@code or} over {@code and} over
 * {@code not}, parentheses and brackets. The depth is counted before each descent, so that no input
 * exhausts the stack.
 */
final class FilterParser {

    private final FilterScanner scanner;
    private final ResourceDefinition definition;
    private final List<ResourceDefinition> others;
    private final ScimError error;

    /** The attribute whose brackets we are in, or null outside. */
    private @Nullable AttributePath within;

    private int depth;
    private int expressions;

    FilterParser(
            String text,
            int offset,
            ResourceDefinition definition,
            List<ResourceDefinition> others,
            @Nullable AttributePath within,
            ScimError error) {
        this.scanner = new FilterScanner(text, offset, error);
        this.definition = definition;
        this.others = others;
        this.within = within;
        this.error = error;
    }

    Filter parse() {
        Filter filter = disjunction();
        if (!scanner.atEnd()) {
            throw scanner.problem("expected 'and', 'or' or the end, but found " + scanner.next());
        }
        return filter;
    }

    private Filter disjunction() {
        Filter left = conjunction();
        while (scanner.acceptWord("or")) {
            left = new Filter.Or(left, conjunction());
        }
        return left;
    }

    private Filter conjunction() {
        Filter left = term();
        while (scanner.acceptWord("and")) {
            left = new Filter.And(left, term());
        }
        return left;
    }

    private Filter term() {
        if (scanner.accept('(')) {
            return grouped();
        }
        int start = scanner.position();
        String word = scanner.word("an attribute, 'not' or '('");
        if ("not".equalsIgnoreCase(word) && scanner.accept('(')) {
            return new Filter.Not(grouped());
        }
        return expression(word, start);
    }

    private Filter grouped() {
        descend();
        Filter inner = disjunction();
        scanner.expect(')');
        depth--;
        return inner;
    }

    private Filter expression(String word, int start) {
        count();
        AttributePath own = find(word);
        AttributePath path = own != null ? own : ofOthers(word);
        if (path == null) {
            throw scanner.problemAt(start, unknown(word));
        }
        if (path.target().returned() == Returned.NEVER) {
            throw scanner.problemAt(start, "attribute '" + path + "' cannot be searched");
        }
        Filter filter = behind(path, start);
        return own != null ? filter : ofUnassigned(filter);
    }

    private void count() {
        expressions++;
        if (expressions > Filter.MAX_EXPRESSIONS) {
            throw new ScimException(
                    error,
                    "The filter has more than %d expressions. Ask in several requests."
                            .formatted(Filter.MAX_EXPRESSIONS));
        }
    }

    private Filter behind(AttributePath path, int start) {
        return scanner.accept('[') ? valuePath(path, start) : comparison(path);
    }

    private Filter comparison(AttributePath path) {
        int operatorAt = scanner.position();
        String operatorWord = scanner.word("an operator");
        if ("pr".equalsIgnoreCase(operatorWord)) {
            return new Filter.Present(path);
        }
        Operator operator = Operator.find(operatorWord);
        if (operator == null) {
            throw scanner.problemAt(
                    operatorAt,
                    "'%s' is not an operator; there are eq, ne, co, sw, ew, pr, gt, ge, lt and le"
                            .formatted(Shown.of(operatorWord)));
        }
        return Comparisons.of(operator, path, scanner);
    }

    private @Nullable AttributePath ofOthers(String word) {
        if (within != null) {
            return null;
        }
        for (ResourceDefinition other : others) {
            AttributePath path = other.find(word);
            if (path != null) {
                return path;
            }
        }
        return null;
    }

    /** What the expression says of a resource that cannot have the attribute: always or never. */
    private Filter ofUnassigned(Filter filter) {
        AttributePath id = AttributePath.parse("id", definition, error);
        boolean holds = FilterMatcher.matches(filter, MissingNode.getInstance());
        Filter always = new Filter.Present(id);
        return holds ? always : new Filter.Not(always);
    }

    private @Nullable AttributePath find(String word) {
        AttributePath outer = within;
        if (outer == null) {
            return definition.find(word);
        }
        Attribute part = outer.attribute().subAttribute(word);
        return part == null ? null : outer.withSubAttribute(part);
    }

    private String unknown(String word) {
        return within == null
                ? "%s has no attribute '%s' (those of extensions go with the extension's full URN)"
                        .formatted(definition.name(), Shown.of(word))
                : "'%s' has no attribute '%s'".formatted(within, Shown.of(word));
    }

    private Filter valuePath(AttributePath path, int start) {
        if (within != null) {
            throw scanner.problemAt(start, "brackets cannot be nested");
        }
        if (path.subAttribute() != null || path.attribute().type() != AttributeType.COMPLEX) {
            throw scanner.problemAt(
                    start, "'%s' has no parts that brackets could choose from".formatted(path));
        }
        descend();
        within = path; // the other types' attributes have parts of their own
        Filter inner = disjunction();
        within = null;
        scanner.expect(']');
        depth--;
        return new Filter.ValuePath(
                path, scanner.isNext('.') ? new Filter.And(inner, ofTheSame(path)) : inner);
    }

    /** What Entra writes behind the brackets is about the value that they choose. */
    private Filter ofTheSame(AttributePath path) {
        int start = scanner.position();
        String word = scanner.word("a part");
        Attribute part = path.attribute().subAttribute(word.substring(1));
        if (part == null) {
            throw scanner.problemAt(
                    start,
                    "'%s' has no attribute '%s'".formatted(path, Shown.of(word.substring(1))));
        }
        count();
        return comparison(path.withSubAttribute(part));
    }

    private void descend() {
        depth++;
        if (depth > Filter.MAX_DEPTH) {
            throw scanner.problem("nested deeper than " + Filter.MAX_DEPTH + " levels");
        }
    }
}
