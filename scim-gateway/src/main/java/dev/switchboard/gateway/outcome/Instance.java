package dev.switchboard.gateway.outcome;

import dev.switchboard.messages.Envelope.ReplyTo;
import dev.switchboard.messages.Topics;

import org.jspecify.annotations.Nullable;

/**
 * This gateway process among its siblings: its name, new at each start, and the partition of {@link
 * Topics#USER_OUTCOMES} on which it reads the outcomes of its commands.
 *
 * @param id its name, also the tail of the {@code ce_source} of its commands
 * @param partition shared with other instances where there are more of them than partitions: each
 *     knows its own outcomes by the name
 */
public record Instance(String id, int partition) {

    /**
     * An instance with this name.
     *
     * @param partition the partition to read, or null to let the name choose
     */
    static Instance named(String id, @Nullable Integer partition) {
        if (partition == null) {
            return new Instance(id, Math.floorMod(id.hashCode(), Topics.PARTITIONS));
        }
        if (partition < 0 || partition >= Topics.PARTITIONS) {
            throw new IllegalArgumentException(
                    "switchboard.gateway.outcome-partition is %d, but %s has the partitions 0 to %d"
                            .formatted(partition, Topics.USER_OUTCOMES, Topics.PARTITIONS - 1));
        }
        return new Instance(id, partition);
    }

    /** Where outcomes of this instance's commands are to be sent. */
    public ReplyTo replyTo() {
        return new ReplyTo(id, partition);
    }
}
