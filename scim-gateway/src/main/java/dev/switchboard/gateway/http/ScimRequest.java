package dev.switchboard.gateway.http;

import dev.switchboard.gateway.auth.Caller;
import dev.switchboard.gateway.command.Origin;
import dev.switchboard.gateway.limits.CompanyLimits.Admission.Admitted;
import dev.switchboard.messages.ResourceType;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * What the door knows of a request before a controller sees it; controllers take it as an argument.
 */
final class ScimRequest {

    /** Below this path is SCIM; everything else is unknown. */
    static final String ROOT = "/scim/v2";

    private static final String ATTRIBUTE = ScimRequest.class.getName();

    private final String id;
    private final String traceparent;
    private final String mediaType;
    private final String baseUrl;
    private @Nullable Caller caller;
    private @Nullable Problem problem;
    private @Nullable UUID resourceId;
    private boolean concernsSeveral;
    private boolean cutOff;
    private @Nullable Admitted held;

    /**
     * Takes up a request.
     *
     * @param configuredBaseUrl the address by which clients reach us, or null to believe the
     *     request
     * @param traceparent the trace context for what it leads to
     */
    ScimRequest(
            HttpServletRequest request, @Nullable String configuredBaseUrl, String traceparent) {
        this.id = RequestIds.idOf(request.getHeader(RequestIds.HEADER));
        this.traceparent = traceparent;
        this.mediaType = MediaTypes.forAnswer(request.getHeader("Accept"));
        this.baseUrl =
                (configuredBaseUrl == null ? originOf(request) : withoutSlash(configuredBaseUrl))
                        + ROOT;
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The one that the door made for this request. */
    static ScimRequest of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof ScimRequest scimRequest) {
            return scimRequest;
        }
        throw new IllegalStateException("The request did not come through the RequestFilter");
    }

    /** W3C trace context, for what it leads to. */
    String traceparent() {
        return traceparent;
    }

    /** Its id: on every answer, in every message and log line that it leads to. */
    String id() {
        return id;
    }

    /** The media type of the answer, errors included. */
    String mediaType() {
        return mediaType;
    }

    /** The SCIM base URL as the client knows it, e.g. {@code https://scim.example.com/scim/v2}. */
    String baseUrl() {
        return baseUrl;
    }

    /** The URL of a resource (RFC 7644, section 3.1: {@code Location}). */
    String locationOf(ResourceType type, UUID resourceId) {
        return locationOf(type, resourceId.toString());
    }

    /** The same for an id that is kept as text. */
    String locationOf(ResourceType type, String resourceId) {
        return baseUrl + type.endpoint() + "/" + resourceId;
    }

    void authenticated(Caller caller) {
        this.caller = caller;
    }

    /** Whose request it is, or null where that is not known. */
    @Nullable Caller callerIfKnown() {
        return caller;
    }

    /** Whose request it is. */
    Caller caller() {
        if (caller == null) {
            throw new IllegalStateException("The request did not come through authentication");
        }
        return caller;
    }

    /** Notes what it is answered with, for the request log. */
    void answeredWith(Problem problem) {
        this.problem = problem;
    }

    /** The error that it is answered with, or null where it went well. */
    @Nullable Problem problem() {
        return problem;
    }

    /** Notes that its answer breaks off; nobody is to take the part that was sent for whole. */
    void cutOff() {
        cutOff = true;
    }

    boolean isCutOff() {
        return cutOff;
    }

    /** How it was answered; where an answer broke off, what would have been the answer else. */
    int status(HttpServletResponse response) {
        return cutOff && problem != null ? problem.status() : response.getStatus();
    }

    /** Takes what is to be given back when it is answered. */
    void holds(Admitted admitted) {
        held = admitted;
    }

    /** Gives back what it holds. */
    void answered() {
        if (held != null) {
            held.close();
        }
    }

    /** Notes which resource it is about, for the request log; several count as none. */
    void concerns(UUID resource) {
        concernsSeveral |= resourceId != null && !resourceId.equals(resource);
        resourceId = resource;
    }

    /** The resource that it is about, or null where none or several are known. */
    @Nullable UUID resourceId() {
        return concernsSeveral ? null : resourceId;
    }

    /** For the envelope of a command. */
    Origin origin() {
        return new Origin(caller().companyId(), id, traceparent);
    }

    private static String originOf(HttpServletRequest request) {
        String scheme = request.getScheme();
        int port = request.getServerPort();
        boolean usual = port == ("https".equals(scheme) ? 443 : 80);
        return scheme + "://" + request.getServerName() + (usual ? "" : ":" + port);
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
