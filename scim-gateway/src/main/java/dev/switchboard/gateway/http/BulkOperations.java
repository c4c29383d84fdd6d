package dev.switchboard.gateway.http;

import dev.switchboard.gateway.command.Commands;
import dev.switchboard.gateway.command.Reply;
import dev.switchboard.gateway.limits.CompanyLimits;
import dev.switchboard.gateway.limits.CompanyLimits.Admission.Admitted;
import dev.switchboard.messages.Command;
import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.Shown;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Does single operations of a bulk request: each is a command like that of a request of its own.
 */
final class BulkOperations {

    private final CompanyLimits limits;
    private final Commands commands;
    private final ReplyAnswers answers;
    private final Problems problems;
    private final BulkReferences references;
    private final ScimRequest request;

    BulkOperations(
            CompanyLimits limits,
            Commands commands,
            ReplyAnswers answers,
            Problems problems,
            BulkReferences references,
            ScimRequest request) {
        this.limits = limits;
        this.commands = commands;
        this.answers = answers;
        this.problems = problems;
        this.references = references;
        this.request = request;
    }

    /**
     * Does one when it is its company's turn; every failure is a result.
     *
     * @param patience how long it may wait for its turn
     */
    BulkResult perform(BulkOperation operation, BulkTask task, Duration patience) {
        return inTurn(task, patience, () -> ask(command(operation, task)), () -> tooLate(task));
    }

    private BulkResult inTurn(
            BulkTask task,
            Duration patience,
            Supplier<BulkResult> action,
            Supplier<BulkResult> withoutTurn) {
        Optional<Admitted> turn = limits.beginWrite(request.caller().companyId(), patience);
        if (turn.isEmpty()) {
            return withoutTurn.get();
        }
        try (Admitted _ = turn.get()) {
            return action.get();
        } catch (ScimException e) {
            return BulkResult.failed(locationOf(task), Problem.of(e.error(), e.detail()));
        } catch (RuntimeException e) {
            return BulkResult.failed(locationOf(task), problems.of(e, request.id()));
        }
    }

    /** Adds to a group the members that were not there when it was created. */
    BulkResult addMembers(BulkTask group, Duration patience) {
        return inTurn(group, patience, () -> addMembers(group), () -> lacksMembers(group));
    }

    private BulkResult addMembers(BulkTask group) {
        ObjectNode add = JsonNodeFactory.instance.objectNode().put("op", "add");
        add.put("path", "members").set("value", references.resolve(group.lateMembers()));
        BulkResult added =
                ask(
                        new Command.Patch(
                                ResourceType.GROUP,
                                group.newId(),
                                JsonNodeFactory.instance.arrayNode().add(add),
                                null));
        return added.isError()
                ? added
                : new BulkResult(201, added.location(), added.version(), null);
    }

    /** Deletes a group again that is in a circle with something that could not be created. */
    BulkResult takeBack(BulkTask group, BulkTask failed, Duration patience) {
        return inTurn(group, patience, () -> takeBack(group, failed), () -> lacksMembers(group));
    }

    private BulkResult takeBack(BulkTask group, BulkTask failed) {
        BulkResult deleted = ask(new Command.Delete(ResourceType.GROUP, group.newId(), null));
        return deleted.isError()
                ? deleted
                : BulkResult.failed(
                        null,
                        new Problem(
                                409,
                                "",
                                "The references form a circle, and 'bulkId:%s' in it could not be created; neither was this group."
                                        .formatted(
                                                Shown.of(
                                                        String.valueOf(
                                                                failed.operation().bulkId()))),
                                java.util.Map.of()));
    }

    /** 429, for a group that was created, but whose late members found no time. */
    BulkResult lacksMembers(BulkTask group) {
        return BulkResult.failed(
                request.locationOf(ResourceType.GROUP, group.newId()),
                problems.tryAgain(
                        "The bulk request took too long: this group was created, but without the members that wait for other operations. Do not create it again; add those members with a PATCH of it.",
                        request.id()));
    }

    /** 429, for one that was not begun in the time of the request. */
    BulkResult tooLate(BulkTask task) {
        return tryAgain(task, "The bulk request took too long; this operation was not begun.");
    }

    /** 429, for one that was not begun. */
    BulkResult tryAgain(BulkTask task, String why) {
        return BulkResult.failed(
                locationOf(task), problems.tryAgain(why + " Nothing was changed.", request.id()));
    }

    /** The URL of the resource that it is about, or null for one that would be created. */
    @Nullable String locationOf(BulkTask task) {
        BulkOperation.Target target = BulkOperation.target(task.sent());
        if (target == null || target.id() == null) {
            return null;
        }
        String id = references.resolve(target.id());
        boolean unknown = BulkReferences.isReference(id);
        return unknown ? null : request.locationOf(target.type(), Shown.of(id));
    }

    private Command command(BulkOperation operation, BulkTask task) {
        ResourceType type = operation.type();
        if (operation.id() == null) {
            return WriteCommands.create(type, task.newId(), references.resolve(operation.data()));
        }
        UUID id = ResourceTypes.idOf(type, references.resolve(operation.id()));
        String ifMatch = operation.version();
        return switch (operation.method()) {
            case "PUT" ->
                    WriteCommands.replace(type, id, references.resolve(operation.data()), ifMatch);
            case "PATCH" ->
                    WriteCommands.patch(type, id, references.resolve(operation.data()), ifMatch);
            case "DELETE" -> WriteCommands.delete(type, id, ifMatch);
            default -> throw new IllegalStateException("Not a method: " + operation.method());
        };
    }

    private BulkResult ask(Command command) {
        String location = request.locationOf(command.resourceType(), command.resourceId());
        Reply reply = commands.ask(command, request.origin());
        Optional<Problem> problem = answers.problem(command, reply, request.id());
        if (problem.isPresent()) {
            return BulkResult.failed(
                    command instanceof Command.Create ? null : location, problem.get());
        }
        if (!(reply instanceof Reply.Decided(Outcome outcome))) {
            throw new IllegalStateException("An undecided command without a problem");
        }
        return switch (outcome) {
            case Outcome.Created(UUID id, ObjectNode resource) -> written(command, id, resource);
            case Outcome.Updated(UUID id, ObjectNode resource) -> written(command, id, resource);
            case Outcome.Deleted _ -> new BulkResult(204, location, null, null);
            case Outcome.Refused refused ->
                    throw new IllegalStateException("A refusal without a problem: " + refused);
        };
    }

    private BulkResult written(Command command, UUID id, ObjectNode resource) {
        return new BulkResult(
                status(command),
                request.locationOf(command.resourceType(), id),
                version(resource),
                null);
    }

    /** As of a request of its own, which does not ask for a group's members. */
    private static int status(Command command) {
        return switch (command) {
            case Command.Create _ -> 201;
            case Command.Patch patch when patch.resourceType() == ResourceType.GROUP -> 204;
            case Command.Replace _, Command.Patch _, Command.Delete _ -> 200;
        };
    }

    private static @Nullable String version(ObjectNode resource) {
        return resource.path("meta").path("version").asString(null);
    }
}
