package dev.switchboard.scim.patch;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What RFC 7644, section 3.5.2 and our ADR on its gaps say that PATCH does, as simply as can be: on
 * Java maps, from changes that are already understood. Reads no JSON, no paths and no filters.
 */
final class PatchModel {

    /** A single value: {@code value} null is a removal. Names of parts are {@code "name.x"}. */
    record Single(boolean add, String name, @Nullable Object value) implements Change {}

    /** Adds values to a list. */
    record AddValues(String list, List<Map<String, Object>> values) implements Change {}

    /** Replaces a list; empty removes it. */
    record ReplaceValues(String list, List<Map<String, Object>> values) implements Change {}

    /** Removes the values that fit; without a fit all. */
    record RemoveValues(String list, @Nullable Fit fit) implements Change {}

    /** Sets a part of the values that fit; {@code value} null is a removal. */
    record Part(String list, @Nullable Fit fit, boolean add, String part, @Nullable Object value)
            implements Change {}

    /** Merges with (add) or overwrites (replace) the values that fit. */
    record Whole(String list, Fit fit, boolean add, Map<String, Object> value) implements Change {}

    sealed interface Change {}

    /** {@code part eq "value"} */
    record Fit(String part, String value) {}

    private final Map<String, Object> singles = new LinkedHashMap<>();
    private final Map<String, List<Map<String, Object>>> lists = new LinkedHashMap<>();
    private final Set<String> edited = new HashSet<>();

    PatchModel() {}

    PatchModel(PatchModel other) {
        singles.putAll(other.singles);
        other.lists.forEach((name, values) -> lists.put(name, copies(values)));
    }

    Map<String, Object> singles() {
        return singles;
    }

    Map<String, List<Map<String, Object>>> lists() {
        return lists;
    }

    /** The state after the changes; this one stays as it is. */
    PatchModel after(List<Change> changes) {
        // What is wrong whatever the resource holds is found before anything is done.
        for (Change change : changes) {
            switch (change) {
                case AddValues add -> clean(add.values());
                case ReplaceValues replace -> clean(replace.values());
                case Single _, RemoveValues _, Part _, Whole _ -> {}
            }
        }
        PatchModel next = new PatchModel(this);
        for (Change change : changes) {
            next.apply(change);
        }
        for (String list : next.edited) {
            List<Map<String, Object>> values = next.values(list);
            values.removeIf(value -> !hasContent(value));
            next.lists.put(list, new ArrayList<>(new LinkedHashSet<>(values)));
        }
        next.lists.values().removeIf(List::isEmpty);
        return next;
    }

    private void apply(Change change) {
        switch (change) {
            case Single single -> {
                if (single.value() != null) {
                    singles.put(single.name(), single.value());
                } else if (!single.add()) {
                    singles.remove(single.name());
                }
            }
            case AddValues add -> {
                edited.add(add.list());
                add(values(add.list()), clean(add.values()));
            }
            case ReplaceValues replace -> lists.put(replace.list(), clean(replace.values()));
            case RemoveValues remove -> {
                Fit fit = remove.fit();
                if (fit != null) {
                    edited.add(remove.list());
                }
                values(remove.list()).removeIf(value -> fit == null || fits(value, fit));
            }
            case Part part -> setPart(part);
            case Whole whole -> setWhole(whole);
        }
    }

    private static void add(List<Map<String, Object>> values, List<Map<String, Object>> added) {
        List<Map<String, Object>> before = copies(values);
        for (Map<String, Object> value : added) {
            if (before.contains(value)) {
                continue;
            }
            Map<String, Object> same = null;
            for (Map<String, Object> present : values) {
                if (same == null && isSame(present, value)) {
                    same = present;
                }
            }
            boolean perhapsPrimary = same == null || value.containsKey("primary");
            if (same == null) {
                same = new LinkedHashMap<>();
                values.add(same);
            }
            same.putAll(value);
            if (perhapsPrimary) {
                switchPrimary(values, List.of(same));
            }
        }
    }

    private static boolean isSame(Map<String, Object> one, Map<String, Object> other) {
        return other.containsKey("value")
                ? other.get("value").equals(one.get("value"))
                        && String.valueOf(other.get("type")).equals(String.valueOf(one.get("type")))
                : one.equals(other);
    }

    private void setPart(Part part) {
        if (part.value() == null && part.add()) {
            return;
        }
        edited.add(part.list());
        List<Map<String, Object>> values = values(part.list());
        Fit fit = part.fit();
        List<Map<String, Object>> targets =
                values.stream().filter(value -> fit == null || fits(value, fit)).toList();
        if (part.value() == null) {
            targets.forEach(target -> target.remove(part.part()));
            return;
        }
        if (targets.isEmpty()) {
            targets = List.of(created(values, fit));
        }
        List<Map<String, Object>> perhapsPrimary =
                perhapsPrimary(targets, part.part().equals("primary"));
        targets.forEach(target -> target.put(part.part(), part.value()));
        switchPrimary(values, perhapsPrimary);
    }

    private void setWhole(Whole whole) {
        edited.add(whole.list());
        List<Map<String, Object>> values = values(whole.list());
        List<Map<String, Object>> targets =
                values.stream().filter(value -> fits(value, whole.fit())).toList();
        if (targets.isEmpty()) {
            if (!whole.add()) {
                throw new ScimException(ScimError.NO_TARGET, "The model refuses it.");
            }
            targets = List.of(created(values, whole.fit()));
        }
        List<Map<String, Object>> perhapsPrimary =
                perhapsPrimary(targets, whole.value().containsKey("primary"));
        for (Map<String, Object> target : targets) {
            if (!whole.add()) {
                target.clear();
            }
            target.putAll(whole.value());
        }
        switchPrimary(values, perhapsPrimary);
    }

    /** Those that the client calls primary, and those whose mark waits for content. */
    private static List<Map<String, Object>> perhapsPrimary(
            List<Map<String, Object>> targets, boolean said) {
        return said ? targets : targets.stream().filter(target -> !hasContent(target)).toList();
    }

    private static Map<String, Object> created(
            List<Map<String, Object>> values, @Nullable Fit fit) {
        Map<String, Object> created = new LinkedHashMap<>();
        if (fit != null) {
            created.put(fit.part(), fit.value());
        }
        values.add(created);
        return created;
    }

    private static void switchPrimary(
            List<Map<String, Object>> values, List<Map<String, Object>> written) {
        List<Map<String, Object>> primaries =
                written.stream()
                        .filter(PatchModel::isPrimary)
                        .filter(PatchModel::hasContent)
                        .toList();
        if (primaries.size() > 1) {
            throw new ScimException(ScimError.INVALID_VALUE, "The model refuses it.");
        }
        if (primaries.size() == 1) {
            values.stream().filter(PatchModel::isPrimary).forEach(v -> v.put("primary", false));
            primaries.getFirst().put("primary", true);
        }
    }

    /** Values as they are taken up: without those that say nothing, each once. */
    private static List<Map<String, Object>> clean(List<Map<String, Object>> values) {
        List<Map<String, Object>> clean = new ArrayList<>();
        for (Map<String, Object> value : values) {
            if (hasContent(value) && !clean.contains(value)) {
                clean.add(new LinkedHashMap<>(value));
            }
        }
        if (clean.stream().filter(PatchModel::isPrimary).count() > 1) {
            throw new ScimException(ScimError.INVALID_VALUE, "The model refuses it.");
        }
        return clean;
    }

    private List<Map<String, Object>> values(String list) {
        return lists.computeIfAbsent(list, name -> new ArrayList<>());
    }

    private static boolean fits(Map<String, Object> value, Fit fit) {
        return value.get(fit.part()) instanceof String text && text.equalsIgnoreCase(fit.value());
    }

    private static boolean hasContent(Map<String, Object> value) {
        return value.containsKey("value") || value.containsKey("display");
    }

    private static boolean isPrimary(Map<String, Object> value) {
        return Boolean.TRUE.equals(value.get("primary"));
    }

    private static List<Map<String, Object>> copies(List<Map<String, Object>> values) {
        List<Map<String, Object>> copies = new ArrayList<>();
        values.forEach(value -> copies.add(new LinkedHashMap<>(value)));
        return copies;
    }
}
