package dev.switchboard.messages;

import com.fasterxml.jackson.annotation.JsonValue;

/** The SCIM resource types that this service provider serves (RFC 7643, section 6). */
public enum ResourceType {
    /** A person, {@code /Users} (RFC 7643, section 4.1). */
    USER("User", "/Users"),
    /** A group of users, {@code /Groups} (RFC 7643, section 4.2). */
    GROUP("Group", "/Groups");

    private final String scimName;
    private final String endpoint;

    ResourceType(String scimName, String endpoint) {
        this.scimName = scimName;
        this.endpoint = endpoint;
    }

    /** The name that {@code meta.resourceType} carries, {@code User} or {@code Group}. */
    @JsonValue
    public String scimName() {
        return scimName;
    }

    /** The endpoint below the SCIM base URL, with a leading slash. */
    public String endpoint() {
        return endpoint;
    }
}
