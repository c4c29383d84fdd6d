package dev.switchboard.scim.schema;

/** When an attribute is returned (RFC 7643, section 7). */
public enum Returned {
    ALWAYS("always"),
    NEVER("never"),
    DEFAULT("default"),
    REQUEST("request");

    private final String wireName;

    Returned(String wireName) {
        this.wireName = wireName;
    }

    /** The name in schema documents. */
    public String wireName() {
        return wireName;
    }
}
