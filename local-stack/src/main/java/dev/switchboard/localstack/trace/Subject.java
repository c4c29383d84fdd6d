package dev.switchboard.localstack.trace;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Whose story is told: messages and rows with one of these keys (ids of users or groups) or of
 * these correlation ids (ids of requests) belong to it.
 */
final class Subject {

    private final Set<String> keys = new HashSet<>();
    private final Set<String> requests = new HashSet<>();

    static Subject ofResource(String id) {
        Subject subject = new Subject();
        subject.keys.add(id.toLowerCase(Locale.ROOT));
        return subject;
    }

    static Subject ofRequest(String id) {
        Subject subject = new Subject();
        subject.requests.add(id);
        return subject;
    }

    Set<String> keys() {
        return keys;
    }

    Set<String> requests() {
        return requests;
    }

    /** Whether everything of it has one of the keys, so that one partition of a topic is enough. */
    boolean isByKeyOnly() {
        return requests.isEmpty();
    }

    boolean has(String key, String correlationId) {
        return keys.contains(key) || requests.contains(correlationId);
    }
}
