package dev.switchboard.faults.load;

import dev.switchboard.faults.history.Attempt.Action;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.Set;

/**
 * What is asked, and what must be true if it is done; the components are those of {@link
 * dev.switchboard.faults.history.Attempt}.
 */
record Request(
        Action action,
        @Nullable String resourceId,
        @Nullable ObjectNode body,
        Map<String, String> sets,
        Set<String> adds,
        Set<String> removes,
        int must) {

    static Request of(Action action, @Nullable String resourceId, int must) {
        return new Request(action, resourceId, null, Map.of(), Set.of(), Set.of(), must);
    }

    static Request of(
            Action action,
            @Nullable String resourceId,
            ObjectNode body,
            Map<String, String> sets,
            int must) {
        return new Request(action, resourceId, body, sets, Set.of(), Set.of(), must);
    }
}
