package dev.switchboard.faults.history;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What topics and tables hold when all is calm.
 *
 * @param commands on {@code user.commands}, repeats included
 * @param events on {@code user.events}, in the order of each partition, repeats included
 * @param numberEvents on {@code number.events}, likewise
 * @param users rows of the user store
 * @param groups rows of the user store
 * @param outcomes the ids of the commands whose outcome is recorded
 * @param numbers the number service's inventory
 * @param waiting active users who are to have a number and for whom the number service has none
 * @param licences the companies' stock
 * @param licenceEvents on {@code licence.events}, in the order of each partition, repeats included
 * @param left what should be gone: rows in an outbox, lag of a consumer, dead letters; each with
 *     its count, all of them
 */
public record Evidence(
        List<SentCommand> commands,
        List<SentEvent> events,
        List<SentNumberEvent> numberEvents,
        List<UserState> users,
        List<GroupState> groups,
        Set<String> outcomes,
        List<NumberState> numbers,
        List<WaitingUser> waiting,
        List<LicenceState> licences,
        List<SentLicenceEvent> licenceEvents,
        Map<String, Long> left) {

    /**
     * A command as the gateway sent it.
     *
     * @param id its {@code ce_id}
     * @param requestId its {@code ce_correlationid}
     */
    public record SentCommand(String id, String requestId, String resourceId) {}

    /**
     * An event of a user or a group.
     *
     * @param id its {@code ce_id}
     * @param cause its {@code ce_causationid}
     * @param position where it stands: partition and offset
     * @param version of the resource after it
     * @param deletion whether the resource is gone after it
     * @param state attributes that the event carries
     * @param members of a group: all of them where it was created, else those that were added
     * @param membersGone those that were removed
     */
    public record SentEvent(
            String id,
            @Nullable String cause,
            String position,
            boolean user,
            String resourceId,
            long version,
            boolean deletion,
            Map<String, String> state,
            Set<String> members,
            Set<String> membersGone) {}

    /** An event of a user's number. */
    public record SentNumberEvent(String id, String userId, long sequence) {}

    /**
     * What happened to some users' licences of one kind.
     *
     * @param what {@code consumed}, {@code released} or {@code grown}
     * @param users who have one now, or have none any more
     * @param used how many are taken after it, -1 where it does not say
     * @param total how many there are after it
     */
    public record SentLicenceEvent(
            String id,
            String company,
            String type,
            String what,
            Set<String> users,
            long used,
            long total) {}

    /** A user as stored. */
    public record UserState(
            String id,
            String company,
            String userName,
            boolean active,
            long version,
            @Nullable String number,
            Licence licence,
            Map<String, String> state) {}

    /**
     * A user's licence.
     *
     * @param held the kind that the user holds
     * @param wanted the kind that the user waits for
     */
    public record Licence(@Nullable String held, @Nullable String wanted) {}

    /** How many licences of a kind a company has, and how many are taken. */
    public record LicenceState(String company, String type, long total, long used) {}

    /** A group as stored. */
    public record GroupState(String id, long version, String displayName, Set<String> members) {}

    /** A number as the number service holds it. */
    public record NumberState(
            String e164, String areaCode, String status, @Nullable String holder) {}

    /**
     * An active user without a number.
     *
     * @param areaCodes where one would suit: the office's own, then those to fall back on
     */
    public record WaitingUser(String id, List<String> areaCodes) {}
}
