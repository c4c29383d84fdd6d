package dev.switchboard.scim.schema;

import dev.switchboard.scim.LetterCase;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Lookup by names whose letter case does not count (RFC 7643, section 2.1). */
final class NameLookup {

    private NameLookup() {}

    /** Each item under its own spelling, which nearly all requests use, and in lower case. */
    static <T> Map<String, T> of(List<T> items, Function<T, String> name) {
        Map<String, T> byName = new HashMap<>();
        for (T item : items) {
            byName.put(name.apply(item), item);
            byName.put(LetterCase.folded(name.apply(item)), item);
        }
        return Map.copyOf(byName);
    }

    static <T> @Nullable T find(Map<String, T> byName, String name) {
        T exact = byName.get(name);
        return exact != null ? exact : byName.get(LetterCase.folded(name));
    }
}
