package dev.switchboard.scim.schema;

/** When an attribute may be written (RFC 7643, section 7). */
public enum Mutability {
    READ_ONLY("readOnly"),
    READ_WRITE("readWrite"),
    IMMUTABLE("immutable"),
    WRITE_ONLY("writeOnly");

    private final String wireName;

    Mutability(String wireName) {
        this.wireName = wireName;
    }

    /** The name in schema documents. */
    public String wireName() {
        return wireName;
    }
}
