package dev.switchboard.messages;

import java.time.Duration;
import java.util.List;

/**
 * The topics, each with the settings that it is created with. Keys are the id of the user or group.
 */
public final class Topics {

    /** What clients asked for: written by the gateways, read by the provisioner. */
    public static final String USER_COMMANDS = "user.commands";

    /** The answers: written by the provisioner, each read by the gateway that waits for it. */
    public static final String USER_OUTCOMES = "user.outcomes";

    /** What has happened to users: written by the provisioner, read by the number service. */
    public static final String USER_EVENTS = "user.events";

    /** What has happened to numbers: written by the number service, read by the provisioner. */
    public static final String NUMBER_EVENTS = "number.events";

    /**
     * What has happened to companies' licences, for billing: written by the provisioner, keyed by
     * the company's id.
     */
    public static final String LICENCE_EVENTS = "licence.events";

    /**
     * What clients asked and what they were told: written by the gateways, read by the provisioner,
     * which keeps it for admins. Keyed by the company's id.
     */
    public static final String REQUEST_LOG = "request.log";

    /**
     * Partitions of each topic. Never to be changed on a running system: it would move keys to
     * other partitions and so break the order of one resource's messages.
     */
    public static final int PARTITIONS = 12;

    /**
     * The largest message that a topic takes, in bytes, and a producer sends. Requests end at 1
     * MiB; what they lead to may be some times larger, for it carries the whole resource.
     */
    public static final int MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

    /**
     * The largest message that a dead-letter topic takes, in bytes: the largest one, with the
     * headers that tell why it is dead.
     */
    public static final int MAX_DEAD_LETTER_BYTES = MAX_MESSAGE_BYTES + 64 * 1024;

    private static final Duration SEGMENT = Duration.ofDays(1);

    /** Every topic, with the dead letters of those that a service consumes in a group. */
    public static final List<TopicSpec> ALL =
            List.of(
                    new TopicSpec(USER_COMMANDS, Duration.ofDays(7)),
                    new TopicSpec(USER_OUTCOMES, Duration.ofHours(1)),
                    new TopicSpec(USER_EVENTS, Duration.ofDays(7)),
                    new TopicSpec(NUMBER_EVENTS, Duration.ofDays(7)),
                    new TopicSpec(LICENCE_EVENTS, Duration.ofDays(30)),
                    new TopicSpec(REQUEST_LOG, Duration.ofDays(2)),
                    new TopicSpec(deadLettersOf(USER_COMMANDS), Duration.ofDays(14)),
                    new TopicSpec(deadLettersOf(USER_EVENTS), Duration.ofDays(14)),
                    new TopicSpec(deadLettersOf(NUMBER_EVENTS), Duration.ofDays(14)),
                    new TopicSpec(deadLettersOf(REQUEST_LOG), Duration.ofDays(2)));

    private Topics() {}

    /** The topic for messages of {@code topic} that its reader could not process. */
    public static String deadLettersOf(String topic) {
        return topic + "-dlt";
    }

    /**
     * One topic. Cleanup policy is {@code delete} throughout.
     *
     * @param retention how long a message stays readable
     */
    public record TopicSpec(String name, Duration retention) {

        /**
         * For how long messages are written to one segment. They go by whole segments, so the
         * oldest of one stays for as long as that after its retention.
         */
        public Duration segment() {
            return retention.compareTo(SEGMENT) < 0 ? retention : SEGMENT;
        }

        /** The largest message that it takes, in bytes. */
        public int maxMessageBytes() {
            return name.endsWith(deadLettersOf("")) ? MAX_DEAD_LETTER_BYTES : MAX_MESSAGE_BYTES;
        }
    }
}
