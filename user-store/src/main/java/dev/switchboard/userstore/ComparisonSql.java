package dev.switchboard.userstore;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.filter.Operand;
import dev.switchboard.scim.filter.Operator;
import dev.switchboard.scim.resource.UserNames;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Writes the comparison of one value. */
final class ComparisonSql {

    /** How much of a text indexes hold, in characters. */
    static final int INDEXED = 200;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private final Filter.Comparison comparison;
    private final boolean neHoldsForNull;
    private final SqlText sql;

    private ComparisonSql(Filter.Comparison comparison, boolean neHoldsForNull, SqlText sql) {
        this.comparison = comparison;
        this.neHoldsForNull = neHoldsForNull;
        this.sql = sql;
    }

    /**
     * Adds the comparison.
     *
     * @param neHoldsForNull whether {@code ne} holds where there is no value
     */
    static void add(
            Filter.Comparison comparison, Value value, boolean neHoldsForNull, SqlText sql) {
        new ComparisonSql(comparison, neHoldsForNull, sql).add(value);
    }

    /** Adds text as it is compared where letter case does not count. */
    static void addFolded(Operand operand, SqlText sql) {
        if (operand instanceof Operand.Text(String text)) {
            sql.add("lower(").bind(text).add("::text collate pg_unicode_fast)");
        }
    }

    private void add(Value value) {
        switch (comparison.value()) {
            case Operand.Text(String asked) -> addText(value, asked);
            case Operand.Bool(boolean asked) -> {
                switch (value) {
                    case Value.Bool bool -> addSimple(bool.sql(), String.valueOf(asked));
                    case Value.Json json -> addSimple(json.json(), "'" + asked + "'::jsonb");
                    case Value.Text _, Value.Id _, Value.UserName _, Value.Moment _ ->
                            throw mismatch();
                }
            }
            case Operand.Numeric(var asked) -> {
                if (!(value instanceof Value.Json json)) {
                    throw mismatch();
                }
                sql.add(
                        "case jsonb_typeof(%1$s) when 'number' then (%1$s)::numeric end"
                                .formatted(json.json()));
                sql.add(operator()).bind(asked);
            }
            case Operand.Moment(Instant asked) -> {
                if (!(value instanceof Value.Moment moment)) {
                    throw mismatch();
                }
                addMoment(moment.sql(), asked);
            }
        }
    }

    private void addText(Value value, String asked) {
        switch (value) {
            case Value.UserName name -> addUserName(name, asked);
            case Value.Id id -> addId(id, asked);
            case Value.Text text -> {
                boolean equal = comparison.operator() == Operator.EQ;
                if (text.indexed() && equal) {
                    addEqual(text.sql(), asked);
                } else {
                    addText(text.sql(), asked);
                }
            }
            case Value.Json json -> addText(json.text(), asked);
            case Value.Bool _, Value.Moment _ -> throw mismatch();
        }
    }

    /** Names are equal if the database would not let both exist. */
    private void addUserName(Value.UserName name, String asked) {
        if (!isEquality()) {
            addText(name.shown(), asked);
            return;
        }
        String key;
        try {
            key = UserNames.key(asked);
        } catch (ScimException notAName) {
            addConstant();
            return;
        }
        sql.add(name.key()).add(operator()).bind(key);
    }

    private void addId(Value.Id id, String asked) {
        if (!isEquality()) {
            addText("(" + id.sql() + ")::text", asked);
            return;
        }
        UUID uuid = MemberWrites.id(asked);
        if (uuid != null && uuid.toString().equals(asked)) {
            sql.add(id.sql()).add(operator()).bind(uuid);
        } else {
            addConstant();
        }
    }

    /** What holds where nothing is equal to what was asked for; ids and names are never null. */
    private void addConstant() {
        sql.add(String.valueOf(comparison.operator() == Operator.NE));
    }

    /** By what the index holds, and then by the whole. */
    private void addEqual(String value, String asked) {
        sql.add("(").add(beginning(fold(value, caseExact()))).add(" = left(");
        addAsked(asked);
        sql.add(", " + INDEXED + ") and ");
        addText(value, asked);
        sql.add(")");
    }

    private void addText(String value, String asked) {
        String folded = fold(value, caseExact());
        switch (comparison.operator()) {
            case CO -> {
                sql.add("strpos(" + folded + ", ");
                addAsked(asked);
                sql.add(") > 0");
            }
            case SW -> {
                sql.add("starts_with(" + folded + ", ");
                addAsked(asked);
                sql.add(")");
            }
            case EW -> {
                sql.add("right(" + folded + ", length(");
                addAsked(asked);
                sql.add(")) = ");
                addAsked(asked);
            }
            case EQ, NE -> {
                sql.add(folded).add(operator());
                addAsked(asked);
            }
            case GT, GE, LT, LE -> {
                sql.add(folded).add(operator());
                addAsked(asked);
            }
        }
    }

    private void addAsked(String asked) {
        if (caseExact()) {
            sql.bind(asked).add("::text");
        } else {
            addFolded(new Operand.Text(asked), sql);
        }
    }

    /** Text as it is compared; both collations have the order of code points. */
    static String fold(String value, boolean caseExact) {
        return caseExact
                ? value + " collate \"C\""
                : "lower(" + value + " collate pg_unicode_fast)";
    }

    /** As much of a text as indexes hold. */
    static String beginning(String folded) {
        return "left(" + folded + ", " + INDEXED + ")";
    }

    /** The database keeps microseconds: a moment between two of them is equal to none. */
    private void addMoment(String value, Instant asked) {
        Instant limited =
                asked.isBefore(EARLIEST) ? EARLIEST : asked.isAfter(LATEST) ? LATEST : asked;
        Instant kept = limited.truncatedTo(ChronoUnit.MICROS);
        boolean between = !kept.equals(limited);
        if (between && isEquality()) {
            addConstant();
            return;
        }
        String operator =
                switch (comparison.operator()) {
                    case GE -> between ? " > " : " >= ";
                    case LT -> between ? " <= " : " < ";
                    case EQ, NE, GT, LE, CO, SW, EW -> operator();
                };
        sql.add(value).add(operator).bind(kept.atOffset(ZoneOffset.UTC));
    }

    private void addSimple(String value, String asked) {
        sql.add(value).add(operator()).add(asked);
    }

    private String operator() {
        return switch (comparison.operator()) {
            case EQ -> " = ";
            case NE -> neHoldsForNull ? " is distinct from " : " <> ";
            case GT -> " > ";
            case GE -> " >= ";
            case LT -> " < ";
            case LE -> " <= ";
            case CO, SW, EW ->
                    throw new IllegalStateException("No comparison: " + comparison.operator());
        };
    }

    private boolean isEquality() {
        return comparison.operator() == Operator.EQ || comparison.operator() == Operator.NE;
    }

    private boolean caseExact() {
        return comparison.path().target().caseExact();
    }

    private ScimException mismatch() {
        return new ScimException(
                ScimError.INVALID_FILTER,
                "The filter compares '%s' with a value of another type than it has."
                        .formatted(comparison.path()));
    }
}
