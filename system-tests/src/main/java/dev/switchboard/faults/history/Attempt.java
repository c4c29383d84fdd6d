package dev.switchboard.faults.history;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * One HTTP request and its end, as the client saw it.
 *
 * @param requestId its {@code X-Request-Id}, which the pipeline carries as the correlation id
 * @param number counts the attempts of one client; those of one client follow each other
 * @param client who sent it; a resource is one client's alone, so its attempts are in order
 * @param company whose token it had
 * @param gateway index of the gateway that was asked
 * @param action what was asked
 * @param resourceId the resource; null for a create, whose id only the answer tells
 * @param sets attributes that a successful write leaves with these values
 * @param adds ids of members that a group has after it
 * @param removes ids of members that a group has no more after it
 * @param must the only status that is true if it is decided, or 0 where several may be
 * @param answer how it ended
 */
public record Attempt(
        String requestId,
        int number,
        String client,
        UUID company,
        int gateway,
        Action action,
        @Nullable String resourceId,
        Map<String, String> sets,
        Set<String> adds,
        Set<String> removes,
        int must,
        Answer answer) {

    /** What a client can ask. */
    public enum Action {
        CREATE_USER,
        REPLACE_USER,
        PATCH_USER,
        DELETE_USER,
        READ_USER,
        CREATE_GROUP,
        PATCH_GROUP,
        DELETE_GROUP;

        /** Whether it can change anything. */
        public boolean writes() {
            return this != READ_USER;
        }
    }

    /**
     * The end of a request.
     *
     * @param status the HTTP status, or 0 where no answer came
     * @param resourceId of the resource in the answer
     * @param version of the resource in the answer, 0 where there is none
     * @param state attributes of the resource in the answer
     * @param detail of a SCIM error, or what became of the connection
     * @param retryAfter seconds after which the client is to come again, 0 where that was not said
     * @param millis how long it took
     */
    public record Answer(
            int status,
            @Nullable String resourceId,
            long version,
            Map<String, String> state,
            String detail,
            int retryAfter,
            long millis) {

        /** Whether it was done. */
        public boolean done() {
            return status / 100 == 2;
        }

        /** Whether it was refused for good. */
        public boolean refused() {
            return status / 100 == 4 && status != 429;
        }

        /** Whether the client cannot know what became of it. */
        public boolean open() {
            return !done() && !refused();
        }

        /** How it ended, for a count of the ends. */
        public String end() {
            if (status == 0) {
                return "no answer";
            }
            if (status == 429) {
                return saysNothingRecorded() ? "429, not recorded" : "429";
            }
            return status / 100 + "xx";
        }

        /** A 429 that says that nothing was recorded. */
        public boolean saysNothingRecorded() {
            return status == 429 && detail.contains("was not recorded");
        }
    }

    /** The resource that was created or changed, where it is known. */
    public @Nullable String target() {
        return resourceId != null ? resourceId : answer.resourceId();
    }
}
