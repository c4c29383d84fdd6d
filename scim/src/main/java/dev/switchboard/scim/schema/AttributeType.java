package dev.switchboard.scim.schema;

/** The data types of attributes (RFC 7643, section 2.3). */
public enum AttributeType {
    STRING("string"),
    BOOLEAN("boolean"),
    DECIMAL("decimal"),
    INTEGER("integer"),
    DATE_TIME("dateTime"),
    BINARY("binary"),
    REFERENCE("reference"),
    COMPLEX("complex");

    private final String wireName;

    AttributeType(String wireName) {
        this.wireName = wireName;
    }

    /** The name in schema documents. */
    public String wireName() {
        return wireName;
    }

    /** Whether values are JSON strings that are compared as text. */
    public boolean isText() {
        return this == STRING || this == REFERENCE || this == BINARY;
    }
}
