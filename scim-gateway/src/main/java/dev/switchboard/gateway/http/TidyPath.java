package dev.switchboard.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request whose path had slashes too many: doubled, as clients make them whose base URL ends with
 * one, or at the end.
 */
final class TidyPath extends HttpServletRequestWrapper {

    private final String path;

    private TidyPath(HttpServletRequest request, String path) {
        super(request);
        this.path = path;
    }

    /** The request itself where its path is tidy. */
    static HttpServletRequest of(HttpServletRequest request) {
        String path = request.getRequestURI();
        boolean tidy = !path.contains("//") && (path.length() == 1 || !path.endsWith("/"));
        return tidy ? request : new TidyPath(request, tidy(path));
    }

    static String tidy(String path) {
        String single = path.contains("//") ? path.replaceAll("/{2,}", "/") : path;
        return single.length() > 1 && single.endsWith("/")
                ? single.substring(0, single.length() - 1)
                : single;
    }

    @Override
    public String getRequestURI() {
        return path;
    }

    @Override
    public String getServletPath() {
        return tidy(super.getServletPath());
    }
}
