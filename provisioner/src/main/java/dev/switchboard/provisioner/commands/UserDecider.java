package dev.switchboard.provisioner.commands;

import static java.util.Objects.requireNonNull;

import dev.switchboard.messages.Command;
import dev.switchboard.messages.Entitlement;
import dev.switchboard.messages.Office;
import dev.switchboard.messages.Outcome.Reason;
import dev.switchboard.messages.UserEvent;
import dev.switchboard.provisioner.entitlements.LicenceLedger;
import dev.switchboard.provisioner.entitlements.PlacementDecider;
import dev.switchboard.provisioner.entitlements.PlacementDecider.Placement;
import dev.switchboard.provisioner.entitlements.PlacementDecider.Question;
import dev.switchboard.provisioner.entitlements.UserFacts;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.patch.PatchRequest;
import dev.switchboard.scim.resource.UserNames;
import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.userstore.CompanySettings;
import dev.switchboard.userstore.GroupMembership;
import dev.switchboard.userstore.OfficeRow;
import dev.switchboard.userstore.PhoneNumberView;
import dev.switchboard.userstore.Rendering;
import dev.switchboard.userstore.UserRow;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Decides what a command does to a user. Knows nothing but its arguments. */
final class UserDecider {

    private final CompanySettings settings;
    private final UUID companyId;
    private final LicenceLedger licences;
    private final PlacementDecider placements;
    private final Map<UUID, List<GroupMembership>> steering;
    private final Instant now;

    /**
     * @param settings the company that the commands come from
     * @param licences the licences of the batch
     * @param steering those of the users' groups that steer
     */
    UserDecider(
            CompanySettings settings,
            LicenceLedger licences,
            Map<UUID, List<GroupMembership>> steering,
            Instant now) {
        this.settings = settings;
        this.companyId = settings.company().id();
        this.licences = licences;
        this.placements = new PlacementDecider(settings, licences, now);
        this.steering = steering;
        this.now = now;
    }

    /**
     * Decides.
     *
     * @param stored the user with the command's id, of whatever company, or null
     */
    Decision decide(@Nullable UserRow stored, Command command) {
        UserRow user = stored != null && stored.companyId().equals(companyId) ? stored : null;
        try {
            return switch (command) {
                case Command.Create create -> create(stored, create);
                case Command.Replace replace -> replace(user, replace);
                case Command.Patch patch -> patch(user, patch);
                case Command.Delete delete -> delete(user, delete);
            };
        } catch (ScimException e) {
            return new Decision.Refuse(Refusals.reason(e), e.detail());
        }
    }

    private Decision create(@Nullable UserRow stored, Command.Create command) {
        if (stored != null) {
            return new Decision.Refuse(
                    Reason.UNIQUENESS, "The id of the new user is taken: send the request again.");
        }
        ObjectNode document = command.resource().deepCopy();
        // Who is created from what was read of another user may bring that one's number along.
        PhoneNumberView.of(document.objectNode(), null).settled(document);
        DocumentSize.check(document, document.objectNode());
        // Absent means true: whoever is created without a word about it is meant to work.
        boolean active = document.path("active").asBoolean(true);
        String key = userNameKey(document);
        Placement placement = place(command.resourceId(), document, active, null);
        if (placement.refusal() != null) {
            return new Decision.Refuse(Reason.INVALID_VALUE, placement.refusal());
        }
        UserRow user = row(command.resourceId(), document, key, active, null, placement);
        return new Decision.Insert(
                user,
                () ->
                        new UserEvent.UserCreated(
                                user.id(),
                                1,
                                active,
                                UserFacts.office(user, settings),
                                UserFacts.entitlement(user, settings),
                                Rendering.user(user, List.of())));
    }

    private Decision replace(@Nullable UserRow user, Command.Replace command) {
        if (user == null) {
            return notFound(command);
        }
        if (!EntityTagCondition.allows(command.ifMatch(), user.version())) {
            return versionMismatch(command.ifMatch(), user);
        }
        ObjectNode document =
                PhoneNumberView.of(user.document(), user.number())
                        .settled(command.resource().deepCopy());
        // Okta's PUT leaves out what it does not manage: neither may suspend a user or forget who
        // they are. Null, which says that it is to be forgotten, comes with the command.
        if (document.path("externalId").isNull()) {
            document.remove("externalId");
        } else {
            keep("externalId", user, document);
        }
        return changed(user, document);
    }

    private Decision patch(@Nullable UserRow user, Command.Patch command) {
        if (user == null) {
            return notFound(command);
        }
        if (!EntityTagCondition.allows(command.ifMatch(), user.version())) {
            return versionMismatch(command.ifMatch(), user);
        }
        // The client sees the assigned number among the others, and may name it in a path.
        ObjectNode patched =
                PhoneNumberView.of(user.document(), user.number())
                        .patched(
                                PatchRequest.ofOperations(
                                        command.operations(), ResourceDefinition.USER));
        return changed(user, patched);
    }

    private Decision delete(@Nullable UserRow user, Command.Delete command) {
        if (user == null) {
            return notFound(command);
        }
        if (!EntityTagCondition.allows(command.ifMatch(), user.version())) {
            return versionMismatch(command.ifMatch(), user);
        }
        licences.release(user.id(), companyId, user.telephony());
        return new Decision.Delete(new UserEvent.UserDeleted(user.id(), user.version() + 1));
    }

    /** The user with another document, or as they were where it says the same. */
    private Decision changed(UserRow user, ObjectNode document) {
        DocumentSize.check(document, user.document());
        keep("active", user, document);
        boolean active = document.path("active").asBoolean(true);
        String key = userNameKey(document);
        Placement placement = place(user.id(), document, active, user);
        if (placement.refusal() != null) {
            return new Decision.Refuse(Reason.INVALID_VALUE, placement.refusal());
        }
        if (document.equals(user.document()) && isSame(user, placement)) {
            return new Decision.Unchanged(user);
        }
        UserRow changed = row(user.id(), document, key, active, user, placement);
        boolean renamed = !changed.userNameKey().equals(user.userNameKey());
        return new Decision.Update(changed, renamed, () -> event(user, changed));
    }

    /** To be asked for before a licence is taken, since it may refuse the name. */
    private static String userNameKey(ObjectNode document) {
        return UserNames.key(document.path("userName").asString(""));
    }

    private Placement place(
            UUID id, ObjectNode document, boolean active, @Nullable UserRow before) {
        return placements.decide(
                new Question(
                        id,
                        document,
                        active,
                        before,
                        steering.getOrDefault(id, List.of()),
                        true,
                        false));
    }

    private static boolean isSame(UserRow user, Placement placement) {
        OfficeRow office = placement.office();
        return Objects.equals(user.officeId(), office == null ? null : office.id())
                && Objects.equals(user.officeName(), office == null ? null : office.name())
                && user.telephony().equals(placement.telephony());
    }

    private static void keep(String attribute, UserRow user, ObjectNode document) {
        JsonNode stored = user.document().get(attribute);
        if (!document.has(attribute) && stored != null) {
            document.set(attribute, stored);
        }
    }

    private UserEvent event(UserRow before, UserRow after) {
        if (before.active() == after.active()) {
            return UserFacts.updated(after, settings);
        }
        ObjectNode data = Rendering.user(after, List.of());
        Office office = UserFacts.office(after, settings);
        Entitlement entitlement = UserFacts.entitlement(after, settings);
        return after.active()
                ? new UserEvent.UserActivated(
                        after.id(), after.version(), office, entitlement, data)
                : new UserEvent.UserDeactivated(
                        after.id(), after.version(), office, entitlement, data);
    }

    private UserRow row(
            UUID id,
            ObjectNode document,
            String userNameKey,
            boolean active,
            @Nullable UserRow before,
            Placement placement) {
        document.put("active", active);
        OfficeRow office = placement.office();
        JsonNode externalId = document.get("externalId");
        return new UserRow(
                id,
                companyId,
                document.path("userName").asString(""),
                userNameKey,
                externalId == null ? null : externalId.asString(),
                active,
                before == null ? 1 : before.version() + 1,
                before == null ? now : before.createdAt(),
                now,
                office == null ? null : office.id(),
                office == null ? null : office.name(),
                before == null ? null : before.number(),
                before == null ? "none" : before.numberStatus(),
                before == null ? 0 : before.numberSequence(),
                document,
                placement.telephony());
    }

    private static Decision notFound(Command command) {
        return new Decision.Refuse(
                Reason.NOT_FOUND,
                "There is no user with the id '%s'.".formatted(command.resourceId()));
    }

    private static Decision versionMismatch(@Nullable String ifMatch, UserRow user) {
        return new Decision.Refuse(
                Reason.VERSION_MISMATCH,
                EntityTagCondition.refusal(requireNonNull(ifMatch), user.version()));
    }
}
