package dev.switchboard.scim.schema;

/** A resource type with its core schema and its extensions (RFC 7643, section 6). */
public final class ResourceDefinition {

    /** Users with the enterprise extension and our telephony extension. */
    public static final ResourceDefinition USER = new ResourceDefinition();

    /** Groups. */
    public static final ResourceDefinition GROUP = new ResourceDefinition();

    private ResourceDefinition() {}
}
