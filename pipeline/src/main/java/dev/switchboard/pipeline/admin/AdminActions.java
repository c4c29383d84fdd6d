package dev.switchboard.pipeline.admin;

import jakarta.servlet.http.HttpServletRequest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.HandlerMapping;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Leaves a line in the log for whatever an admin wanted changed, and how that ended: ids only,
 * since a path may hold a telephone number and a body anything.
 */
final class AdminActions {

    private static final Logger log = LoggerFactory.getLogger(AdminActions.class);

    private static final Set<String> READ = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Pattern ID =
            Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private AdminActions() {}

    /**
     * @param end how it ended, e.g. "answered 200"
     */
    static void log(HttpServletRequest request, String end) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (READ.contains(request.getMethod()) || pattern == null) {
            return;
        }
        log.info("Admin API: {} {} {} {}", request.getMethod(), pattern, end, ids(request));
    }

    private static Map<String, String> ids(HttpServletRequest request) {
        Map<String, String> ids = new TreeMap<>();
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                instanceof Map<?, ?> variables) {
            variables.forEach(
                    (name, value) -> {
                        if (ID.matcher(String.valueOf(value)).matches()) {
                            ids.put(String.valueOf(name), String.valueOf(value));
                        }
                    });
        }
        return ids;
    }
}
