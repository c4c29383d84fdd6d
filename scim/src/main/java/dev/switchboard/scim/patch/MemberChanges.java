package dev.switchboard.scim.patch;

import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.filter.Operand;
import dev.switchboard.scim.filter.Operator;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Translates operations on {@code members} into changes that need no document. */
final class MemberChanges {

    private MemberChanges() {}

    static List<MemberChange> of(List<Operation> operations) {
        List<MemberChange> changes = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation.isOfMembers()) {
                append(change(operation), changes);
            }
        }
        return changes.stream().map(MemberChanges::frozen).toList();
    }

    private static MemberChange frozen(MemberChange change) {
        return switch (change) {
            case MemberChange.Add add -> new MemberChange.Add(List.copyOf(add.members()));
            case MemberChange.Remove remove ->
                    new MemberChange.Remove(Collections.unmodifiableSet(remove.values()));
            case MemberChange.RemoveMatching matching -> matching;
            case MemberChange.ReplaceAll all ->
                    new MemberChange.ReplaceAll(List.copyOf(all.members()));
        };
    }

    private static MemberChange change(Operation operation) {
        JsonNode value = operation.value();
        return switch (operation.kind()) {
            case ADD -> new MemberChange.Add(MemberChange.Member.listOf(value));
            case REPLACE -> new MemberChange.ReplaceAll(MemberChange.Member.listOf(value));
            case REMOVE -> removal(operation.path().filter(), value);
        };
    }

    private static MemberChange removal(@Nullable Filter filter, @Nullable JsonNode value) {
        if (value != null) {
            Set<String> values = new LinkedHashSet<>();
            value.forEach(member -> values.add(member.path("value").asString("")));
            return new MemberChange.Remove(values);
        }
        if (filter == null) {
            return new MemberChange.ReplaceAll(List.of());
        }
        Set<String> values = new LinkedHashSet<>();
        return collect(filter, values)
                ? new MemberChange.Remove(values)
                : new MemberChange.RemoveMatching(filter);
    }

    /** Whether the filter only enumerates identifiers, which are then collected. */
    private static boolean collect(Filter filter, Set<String> values) {
        if (filter instanceof Filter.Or or) {
            return collect(or.left(), values) && collect(or.right(), values);
        }
        if (filter instanceof Filter.Comparison comparison
                && comparison.operator() == Operator.EQ
                && comparison.path().target().name().equals("value")
                && comparison.value() instanceof Operand.Text text) {
            values.add(text.value());
            return true;
        }
        return false;
    }

    /** Okta sends one operation for each member that it removes. */
    private static void append(MemberChange change, List<MemberChange> changes) {
        MemberChange last = changes.isEmpty() ? null : changes.getLast();
        if (change instanceof MemberChange.Remove more
                && last instanceof MemberChange.Remove some) {
            some.values().addAll(more.values());
        } else if (change instanceof MemberChange.Add more
                && last instanceof MemberChange.Add some) {
            some.members().addAll(more.members());
        } else {
            changes.add(change);
        }
    }
}
