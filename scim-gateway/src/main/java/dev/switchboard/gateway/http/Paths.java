package dev.switchboard.gateway.http;

/** The endpoints (RFC 7644, section 3.2), one pattern for both types of resources. */
final class Paths {

    static final String COLLECTION = ScimRequest.ROOT + "/{type:Users|Groups}";
    static final String RESOURCE = COLLECTION + "/{id}";
    static final String COLLECTION_SEARCH = COLLECTION + "/.search";
    static final String ROOT_SEARCH = ScimRequest.ROOT + "/.search";
    static final String SERVICE_PROVIDER_CONFIG = ScimRequest.ROOT + "/ServiceProviderConfig";
    static final String RESOURCE_TYPES = ScimRequest.ROOT + "/ResourceTypes";
    static final String SCHEMAS = ScimRequest.ROOT + "/Schemas";
    static final String ME = ScimRequest.ROOT + "/Me";
    static final String BULK = ScimRequest.ROOT + "/Bulk";

    private Paths() {}
}
