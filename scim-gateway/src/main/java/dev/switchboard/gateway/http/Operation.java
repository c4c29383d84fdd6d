package dev.switchboard.gateway.http;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.servlet.HandlerMapping;

/** What a request asks for, coarsely enough for a label. */
enum Operation {
    CREATE,
    REPLACE,
    PATCH,
    DELETE,
    GET,
    LIST,
    SEARCH,
    BULK,
    DISCOVERY,
    /** Not supported, not found, not allowed, or turned away before it was looked at. */
    OTHER;

    /** What the dispatcher made of the request; to be asked after it. */
    static Operation of(HttpServletRequest request) {
        Object matched = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String pattern = matched == null ? "" : matched.toString();
        String method = request.getMethod();
        if (pattern.endsWith("/.search")) {
            return SEARCH;
        }
        if (pattern.equals(Paths.BULK)) {
            return method.equals("POST") ? BULK : OTHER;
        }
        if (pattern.equals(Paths.RESOURCE)) {
            return switch (method) {
                case "GET", "HEAD" -> GET;
                case "PUT" -> REPLACE;
                case "PATCH" -> PATCH;
                case "DELETE" -> DELETE;
                default -> OTHER;
            };
        }
        if (pattern.equals(Paths.COLLECTION)) {
            return switch (method) {
                case "GET", "HEAD" -> LIST;
                case "POST" -> CREATE;
                default -> OTHER;
            };
        }
        return pattern.startsWith(Paths.SERVICE_PROVIDER_CONFIG)
                        || pattern.startsWith(Paths.RESOURCE_TYPES)
                        || pattern.startsWith(Paths.SCHEMAS)
                ? DISCOVERY
                : OTHER;
    }
}
