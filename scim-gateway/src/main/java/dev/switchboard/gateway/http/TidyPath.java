package dev.switchboard.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import org.springframework.util.StringUtils;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request whose path has one meaning for everybody who looks at it.
 *
 * <p>Slashes too many are left out: doubled, as clients make them whose base URL ends with one, or
 * at the end. What is written otherwise than it reads is taken by the letter: the dispatcher would
 * decode {@code /scim/%762} and leave out {@code ;x}, the filters before it compare the path as it
 * came, and so it would get past authentication and limits. By the letter it is the path of
 * nothing. Only an id at the end is the client's to encode.
 */
final class TidyPath extends HttpServletRequestWrapper {

    private static final Pattern WITH_ID =
            Pattern.compile(ScimRequest.ROOT + "/(?:Users|Groups|Schemas|ResourceTypes)/([^/;]+)");

    private final String path;

    private TidyPath(HttpServletRequest request, String path) {
        super(request);
        this.path = path;
    }

    /** The request itself where its path is tidy. */
    static HttpServletRequest of(HttpServletRequest request) {
        String path = request.getRequestURI();
        String tidy = byTheLetter(tidy(path));
        return tidy.equals(path) ? request : new TidyPath(request, tidy);
    }

    static String tidy(String path) {
        String single = path.contains("//") ? path.replaceAll("/{2,}", "/") : path;
        return single.length() > 1 && single.endsWith("/")
                ? single.substring(0, single.length() - 1)
                : single;
    }

    static String byTheLetter(String path) {
        boolean plain = path.indexOf('%') < 0 && path.indexOf(';') < 0;
        return plain || endsWithAnId(path) ? path : path.replace("%", "%25").replace(";", "%3B");
    }

    /** The search of a collection stands where an id does, and is none. */
    private static boolean endsWithAnId(String path) {
        Matcher matcher = WITH_ID.matcher(path);
        return matcher.matches()
                && !ResourceTypes.isSearch(
                        StringUtils.uriDecode(matcher.group(1), StandardCharsets.UTF_8));
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
