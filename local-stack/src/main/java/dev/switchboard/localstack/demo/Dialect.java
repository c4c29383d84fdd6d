package dev.switchboard.localstack.demo;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How an Okta app changes a user that exists; which one is a setting of the app in Okta. */
public enum Dialect {
    /**
     * The App Integration Wizard's: GET, then PUT of that answer with Okta's attributes laid over
     * it.
     */
    PUT,
    /** The integration network's: PATCH with an object as the value and no path. */
    PATCH;

    /**
     * The dialect of that name, in any case.
     *
     * @throws IllegalArgumentException where there is none; its message names those that there are
     */
    public static Dialect of(String name) {
        for (Dialect dialect : values()) {
            if (dialect.name().equalsIgnoreCase(name)) {
                return dialect;
            }
        }
        String known =
                Arrays.stream(values()).map(Dialect::toString).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("'" + name + "' is not a dialect; choose of " + known);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
