package dev.switchboard.provisioner.commands;

import dev.switchboard.messages.Command;
import dev.switchboard.userstore.GroupRow;
import dev.switchboard.userstore.GroupWrites;
import dev.switchboard.userstore.GroupWrites.Name;
import dev.switchboard.userstore.GroupWrites.Namesake;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Creates of a group that were sent again because the first was recorded, but not decided in time.
 * The client was told to try again (429); each time the gateway gives a new id, and nothing else
 * would keep the second group from being made: groups' names need not be unique (RFC 7643, section
 * 4.2). A user's is, which refuses the second.
 */
@Component
final class RepeatedCreates {

    /**
     * Shorter than the gateways' {@code outcome-timeout} of 5 s, since clocks differ. Where that is
     * longer, a create that is answered between them counts as one that was not, and an equal one
     * within the next minute as its repeat.
     */
    private static final Duration IN_TIME = Duration.ofSeconds(4);

    /** A client that looks for the group before it sends again may have looked in vain. */
    private static final Duration LOOKED_BEFORE = Duration.ofMinutes(1);

    private final GroupWrites groups;
    private final Clock clock;

    RepeatedCreates(GroupWrites groups, Clock clock) {
        this.groups = groups;
        this.clock = clock;
    }

    /** Keeps others from creating groups of the same names until the transaction ends. */
    void hold(Collection<Incoming> batch) {
        List<Name> names = new ArrayList<>();
        for (Incoming incoming : batch) {
            if (incoming.command() instanceof Command.Create create) {
                names.add(new Name(incoming.companyId(), displayName(create)));
            }
        }
        if (!names.isEmpty()) {
            groups.holdNames(names);
        }
    }

    /**
     * The group that the create would make a second time; to be called after {@link #hold}. Of two
     * equal creates that were decided in time both are meant.
     */
    Optional<Namesake> firstOf(Incoming incoming, Command.Create create) {
        Instant asked = incoming.envelope().time();
        return groups.firstNamesake(
                new Name(incoming.companyId(), displayName(create)),
                create.resource().path("externalId").stringValue(null),
                asked.minus(LOOKED_BEFORE),
                isLate(asked) ? asked : null);
    }

    /**
     * Whether the create says what {@code first} is to be: it was asked for later, and nobody has
     * changed the group since it was asked for.
     */
    static boolean isNews(Incoming incoming, Namesake first) {
        Instant asked = incoming.envelope().time();
        GroupRow group = first.group();
        boolean untouched =
                group.lastModified().equals(group.createdAt())
                        || group.lastModified().isBefore(asked);
        return untouched
                && first.lateSince() != null
                && asked.isAfter(first.lateSince())
                && !incoming.isReplay();
    }

    /** To be told of each group that was made, when all of it is written. */
    void made(Incoming incoming, UUID groupId) {
        Instant asked = incoming.envelope().time();
        if (isLate(asked)) {
            groups.noteLate(groupId, asked);
        }
    }

    /** Asked of the clock each time: a large group, or a wait for a lock, takes its time. */
    private boolean isLate(Instant asked) {
        return clock.instant().isAfter(asked.plus(IN_TIME));
    }

    private static String displayName(Command.Create create) {
        return create.resource().path("displayName").asString("");
    }
}
