package dev.switchboard.provisioner.commands;

import static java.util.Objects.requireNonNull;

import dev.switchboard.messages.Command;
import dev.switchboard.messages.GroupEvent;
import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.Outcome.Reason;
import dev.switchboard.messages.ResourceEvent;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.provisioner.entitlements.GroupSteering;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.filter.FilterMatcher;
import dev.switchboard.scim.patch.MemberChange;
import dev.switchboard.scim.patch.PatchRequest;
import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.userstore.CompanySettings;
import dev.switchboard.userstore.GroupRow;
import dev.switchboard.userstore.GroupWrites;
import dev.switchboard.userstore.GroupWrites.Namesake;
import dev.switchboard.userstore.Member;
import dev.switchboard.userstore.MemberDelta;
import dev.switchboard.userstore.Rendering;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Applies commands on groups one after the other. A PATCH of members touches those that it names,
 * never the others.
 */
@Component
final class GroupCommands {

    /** In characters. Each user shows the names of their groups. */
    private static final int LONGEST_NAME = 1024;

    private final GroupWrites groups;
    private final GroupSteering steering;
    private final RepeatedCreates repeated;
    private final Departures departures;

    GroupCommands(
            GroupWrites groups,
            GroupSteering steering,
            RepeatedCreates repeated,
            Departures departures) {
        this.groups = groups;
        this.departures = departures;
        this.steering = steering;
        this.repeated = repeated;
    }

    /**
     * Locks what a batch changes in groups; to be called before its users are locked. All batches
     * keep the same order (names, groups, users), so that no two wait for each other.
     */
    void hold(Collection<Incoming> batch) {
        List<UUID> changed = new ArrayList<>();
        List<UUID> deleted = new ArrayList<>();
        List<Incoming> ofGroups = new ArrayList<>();
        for (Incoming incoming : batch) {
            Command command = incoming.command();
            if (command.resourceType() == ResourceType.GROUP) {
                ofGroups.add(incoming);
                changed.add(command.resourceId());
            }
            if (command instanceof Command.Delete) {
                deleted.add(command.resourceId());
            }
        }
        repeated.hold(ofGroups);
        if (!changed.isEmpty() || !deleted.isEmpty()) {
            groups.lock(changed, deleted);
        }
    }

    /** Applies them in order; to be called in a transaction that holds the companies' settings. */
    void apply(
            Collection<Incoming> batch,
            Map<UUID, CompanySettings> settings,
            Instant now,
            Results results) {
        if (batch.isEmpty()) {
            return;
        }
        Set<UUID> ids = new HashSet<>();
        batch.forEach(incoming -> ids.add(incoming.command().resourceId()));
        Map<UUID, GroupRow> state = new HashMap<>(groups.lock(ids));
        for (Incoming incoming : batch) {
            try {
                CompanySettings company = requireNonNull(settings.get(incoming.companyId()));
                apply(incoming, company, state, now, results);
            } catch (ScimException e) {
                refuse(incoming, Refusals.reason(e), e.detail(), results);
            }
        }
    }

    private void apply(
            Incoming incoming,
            CompanySettings company,
            Map<UUID, GroupRow> state,
            Instant now,
            Results results) {
        Command command = incoming.command();
        GroupRow stored = state.get(command.resourceId());
        if (command instanceof Command.Create create) {
            create(incoming, create, company, state, now, results);
        } else if (stored == null || !stored.companyId().equals(incoming.companyId())) {
            refuse(
                    incoming,
                    Reason.NOT_FOUND,
                    "There is no group with the id '%s'.".formatted(command.resourceId()),
                    results);
        } else if (!EntityTagCondition.allows(ifMatch(command), stored.version())) {
            refuse(
                    incoming,
                    Reason.VERSION_MISMATCH,
                    EntityTagCondition.refusal(ifMatch(command), stored.version()),
                    results);
        } else {
            change(incoming, stored, company, state, now, results);
        }
    }

    private void create(
            Incoming incoming,
            Command.Create command,
            CompanySettings company,
            Map<UUID, GroupRow> state,
            Instant now,
            Results results) {
        if (state.containsKey(command.resourceId())) {
            refuse(
                    incoming,
                    Reason.UNIQUENESS,
                    "The id of the new group is taken: send the request again.",
                    results);
            return;
        }
        Optional<Namesake> first = repeated.firstOf(incoming, command);
        if (first.isPresent()) {
            repeat(incoming, command, first.get(), company, state, now, results);
            return;
        }
        ObjectNode document = command.resource().deepCopy();
        List<MemberChange.Member> named = MemberChange.Member.listOf(document.remove("members"));
        check(document, document.objectNode());
        GroupRow inserted = row(command.resourceId(), incoming.companyId(), document, 1, now, now);
        List<Member> members = groups.insert(inserted, named);
        int versions = GroupEvents.versions(members.size());
        GroupRow group = inserted.withVersion(versions);
        if (versions > 1) {
            groups.update(group);
        }
        repeated.made(incoming, group.id());
        steering.created(company, group);
        state.put(group.id(), group);
        results.decidedInSteps(
                incoming,
                new Outcome.Created(group.id(), Rendering.group(group, fewOrNone(members))),
                GroupEvents.created(group, members));
    }

    private void repeat(
            Incoming incoming,
            Command.Create command,
            Namesake found,
            CompanySettings company,
            Map<UUID, GroupRow> state,
            Instant now,
            Results results) {
        GroupRow first = found.group();
        var again =
                incoming.as(
                        new Command.Replace(
                                ResourceType.GROUP, first.id(), command.resource(), null));
        if (RepeatedCreates.isNews(incoming, found)) {
            change(again, first, company, state, now, results);
        } else {
            MemberDelta nothing = new MemberDelta(List.of(), List.of());
            write(again, first, first.document(), nothing, company, state, now, results);
        }
    }

    private void change(
            Incoming incoming,
            GroupRow stored,
            CompanySettings company,
            Map<UUID, GroupRow> state,
            Instant now,
            Results results) {
        switch (incoming.command()) {
            case Command.Create _ -> throw new IllegalStateException("A create has no state");
            case Command.Replace replace -> {
                ObjectNode document = replace.resource().deepCopy();
                List<MemberChange.Member> named =
                        MemberChange.Member.listOf(document.remove("members"));
                if (document.path("externalId").isNull()) {
                    document.remove("externalId");
                } else if (!document.has("externalId") && stored.externalId() != null) {
                    document.put("externalId", stored.externalId());
                }
                check(document, stored.document());
                MemberDelta delta = groups.replaceMembers(stored.id(), stored.companyId(), named);
                write(incoming, stored, document, delta, company, state, now, results);
            }
            case Command.Patch patch -> {
                PatchRequest request =
                        PatchRequest.ofOperations(patch.operations(), ResourceDefinition.GROUP);
                // First what may be refused, since nothing of a refused request may be written.
                ObjectNode document = request.withoutMembers().applyTo(stored.document());
                check(document, stored.document());
                MemberDelta delta = changeMembers(stored, request.memberChanges());
                write(incoming, stored, document, delta, company, state, now, results);
            }
            case Command.Delete _ -> {
                steering.deleting(company, stored);
                Map<UUID, List<Member>> left = groups.delete(stored.id());
                departures
                        .of(left, Map.of(stored.id(), incoming), now, results)
                        .forEach(
                                (id, version) ->
                                        state.computeIfPresent(
                                                id, (_, group) -> group.changed(version, now)));
                state.remove(stored.id());
                results.decided(
                        incoming,
                        new Outcome.Deleted(stored.id()),
                        new GroupEvent.GroupDeleted(stored.id(), stored.version() + 1));
            }
        }
    }

    /**
     * @param document what the group is to become, without members
     * @param stored what it is
     * @throws ScimException {@code invalidValue}
     */
    private static void check(ObjectNode document, ObjectNode stored) {
        DocumentSize.check(document, stored);
        String name = document.path("displayName").asString("");
        if (name.length() > LONGEST_NAME
                && !document.get("displayName").equals(stored.get("displayName"))) {
            throw new ScimException(
                    ScimError.INVALID_VALUE,
                    "Attribute 'displayName' has %d characters; at most %d are allowed."
                            .formatted(name.length(), LONGEST_NAME));
        }
    }

    private void write(
            Incoming incoming,
            GroupRow stored,
            ObjectNode document,
            MemberDelta delta,
            CompanySettings company,
            Map<UUID, GroupRow> state,
            Instant now,
            Results results) {
        boolean changed = !delta.isEmpty() || !document.equals(stored.document());
        GroupRow group = stored;
        List<ResourceEvent> events = List.of();
        if (changed) {
            int members = delta.added().size() + delta.removed().size();
            group =
                    row(
                            stored.id(),
                            stored.companyId(),
                            document,
                            stored.version() + GroupEvents.versions(members),
                            stored.createdAt(),
                            now);
            groups.update(group);
            steering.changed(company, stored, group, delta);
            state.put(group.id(), group);
            events = GroupEvents.changed(stored, group, delta);
        }
        // A PATCH of one member of ten thousand must not read the others for its answer.
        boolean whole = incoming.command() instanceof Command.Replace;
        List<Member> shown =
                whole ? groups.members(group.id(), GroupEvents.MOST_MEMBERS + 1) : List.of();
        results.decidedInSteps(
                incoming,
                new Outcome.Updated(group.id(), Rendering.group(group, fewOrNone(shown))),
                events);
    }

    /** The members, or none where they are so many that the gateway reads them from the store. */
    private static List<Member> fewOrNone(List<Member> members) {
        return members.size() > GroupEvents.MOST_MEMBERS ? List.of() : members;
    }

    private MemberDelta changeMembers(GroupRow group, List<MemberChange> changes) {
        Map<UUID, Member> added = new HashMap<>();
        Map<UUID, Member> removed = new HashMap<>();
        for (MemberChange change : changes) {
            MemberDelta delta = changeMembers(group, change);
            for (Member member : delta.removed()) {
                if (added.remove(member.id()) == null) {
                    removed.put(member.id(), member);
                }
            }
            for (Member member : delta.added()) {
                if (removed.remove(member.id()) == null) {
                    added.put(member.id(), member);
                }
            }
        }
        return new MemberDelta(List.copyOf(added.values()), List.copyOf(removed.values()));
    }

    private MemberDelta changeMembers(GroupRow group, MemberChange change) {
        return switch (change) {
            case MemberChange.Add add ->
                    new MemberDelta(
                            groups.addMembers(group.id(), group.companyId(), add.members()),
                            List.of());
            case MemberChange.Remove remove ->
                    new MemberDelta(List.of(), groups.removeMembers(group.id(), remove.values()));
            // The one kind of change for which the members are read: no client is known to send it.
            case MemberChange.RemoveMatching matching ->
                    new MemberDelta(
                            List.of(),
                            groups.removeMembers(
                                    group.id(),
                                    member ->
                                            FilterMatcher.matchesValue(
                                                    matching.filter(), Rendering.member(member))));
            case MemberChange.ReplaceAll all ->
                    groups.replaceMembers(group.id(), group.companyId(), all.members());
        };
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null ? null : value.asString();
    }

    private static GroupRow row(
            UUID id,
            UUID companyId,
            ObjectNode document,
            long version,
            Instant createdAt,
            Instant lastModified) {
        return new GroupRow(
                id,
                companyId,
                requireNonNull(text(document, "displayName"), "displayName is required"),
                text(document, "externalId"),
                version,
                createdAt,
                lastModified,
                document);
    }

    private static @Nullable String ifMatch(Command command) {
        return switch (command) {
            case Command.Create _ -> null;
            case Command.Replace replace -> replace.ifMatch();
            case Command.Patch patch -> patch.ifMatch();
            case Command.Delete delete -> delete.ifMatch();
        };
    }

    private static void refuse(Incoming incoming, Reason reason, String detail, Results results) {
        results.decided(
                incoming,
                new Outcome.Refused(incoming.command().resourceId(), reason, detail),
                null);
    }
}
