package dev.switchboard.scim.schema;

/** How far a value is unique (RFC 7643, section 7). */
public enum Uniqueness {
    NONE("none"),
    SERVER("server"),
    GLOBAL("global");

    private final String wireName;

    Uniqueness(String wireName) {
        this.wireName = wireName;
    }

    /** The name in schema documents. */
    public String wireName() {
        return wireName;
    }
}
