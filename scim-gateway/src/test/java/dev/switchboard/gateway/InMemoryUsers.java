package dev.switchboard.gateway;

import dev.switchboard.messages.Command;
import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.Outcome.Reason;
import dev.switchboard.scim.patch.PatchRequest;
import dev.switchboard.scim.schema.ResourceDefinition;

import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Decides commands as simply as can be: one map of users, unique by userName. A user whose userName
 * begins with {@code silent} is never decided, one whose begins with {@code refuse-} is refused for
 * the reason that follows. A group whose {@code displayName} begins with {@code repeated-} is there
 * already, under the id that follows.
 */
final class InMemoryUsers implements Function<Command, Optional<Outcome>> {

    private record User(int version, ObjectNode document) {}

    private final Map<UUID, User> users = new HashMap<>();

    @Override
    public synchronized Optional<Outcome> apply(Command command) {
        return switch (command) {
            case Command.Create create -> create(create);
            case Command.Replace replace -> replace(replace);
            case Command.Patch patch -> patch(patch);
            case Command.Delete delete ->
                    Optional.of(
                            users.remove(delete.resourceId()) == null
                                    ? notFound(delete)
                                    : new Outcome.Deleted(delete.resourceId()));
        };
    }

    private Optional<Outcome> create(Command.Create create) {
        String userName = create.resource().path("userName").asString("");
        if (userName.startsWith("silent")) {
            return Optional.empty();
        }
        if (userName.startsWith("refuse-")) {
            Reason reason = Reason.valueOf(userName.substring("refuse-".length()));
            return Optional.of(
                    new Outcome.Refused(create.resourceId(), reason, "Refused for a test."));
        }
        String displayName = create.resource().path("displayName").asString("");
        if (displayName.startsWith("repeated-")) {
            UUID first = UUID.fromString(displayName.substring("repeated-".length()));
            return Optional.of(
                    new Outcome.Updated(first, rendered(first, new User(7, create.resource()))));
        }
        boolean taken =
                !userName.isEmpty()
                        && users.values().stream()
                                .anyMatch(
                                        user ->
                                                user.document
                                                        .path("userName")
                                                        .asString("")
                                                        .equalsIgnoreCase(userName));
        if (taken) {
            return Optional.of(
                    new Outcome.Refused(
                            create.resourceId(), Reason.UNIQUENESS, "The userName is taken."));
        }
        User user = new User(1, create.resource());
        users.put(create.resourceId(), user);
        return Optional.of(
                new Outcome.Created(create.resourceId(), rendered(create.resourceId(), user)));
    }

    private Optional<Outcome> replace(Command.Replace replace) {
        User old = users.get(replace.resourceId());
        return Optional.of(
                old == null ? notFound(replace) : store(replace, old, replace.resource()));
    }

    private Optional<Outcome> patch(Command.Patch patch) {
        User old = users.get(patch.resourceId());
        if (old == null) {
            return Optional.of(notFound(patch));
        }
        ResourceDefinition definition =
                switch (patch.resourceType()) {
                    case USER -> ResourceDefinition.USER;
                    case GROUP -> ResourceDefinition.GROUP;
                };
        ObjectNode changed =
                PatchRequest.ofOperations(patch.operations(), definition).applyTo(old.document);
        return Optional.of(store(patch, old, changed));
    }

    private Outcome store(Command command, User old, ObjectNode document) {
        User user = new User(old.version + 1, document);
        users.put(command.resourceId(), user);
        return new Outcome.Updated(command.resourceId(), rendered(command.resourceId(), user));
    }

    private static Outcome notFound(Command command) {
        return new Outcome.Refused(command.resourceId(), Reason.NOT_FOUND, "Not found.");
    }

    private static ObjectNode rendered(UUID id, User user) {
        ObjectNode resource = user.document.deepCopy();
        resource.put("id", id.toString());
        resource.putObject("meta")
                .put("resourceType", "User")
                .put("version", String.format(Locale.ROOT, "W/\"%d\"", user.version));
        return resource;
    }
}
