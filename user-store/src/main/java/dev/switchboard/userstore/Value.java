package dev.switchboard.userstore;

/** An SQL expression for a simple value of a resource; null where the resource has none. */
sealed interface Value {

    /**
     * Of type text.
     *
     * @param indexed whether an index helps to find what is equal
     */
    record Text(String sql, boolean indexed) implements Value {

        Text(String sql) {
            this(sql, false);
        }
    }

    /** Of type uuid, which clients see as text. */
    record Id(String sql) implements Value {}

    /** The key under which user names are unique, for the name itself in {@code shown}. */
    record UserName(String key, String shown) implements Value {}

    /** Of type boolean. */
    record Bool(String sql) implements Value {}

    /** Of type timestamptz. */
    record Moment(String sql) implements Value {}

    /** A simple JSON value, as text and as jsonb. */
    record Json(String text, String json) implements Value {}
}
