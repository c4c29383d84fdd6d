package dev.switchboard.gateway.http;

import dev.switchboard.gateway.command.Recorded;
import dev.switchboard.gateway.command.Reply;
import dev.switchboard.gateway.command.Reply.Cause;
import dev.switchboard.messages.Command;
import dev.switchboard.messages.Outcome;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.ScimError;
import dev.switchboard.userstore.StoredResource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** From a command's outcome, or the lack of one, to the HTTP answer. */
@Component
final class ReplyAnswers {

    private static final Logger log = LoggerFactory.getLogger(ReplyAnswers.class);

    private final Problems problems;
    private final StoreReads reads;

    ReplyAnswers(Problems problems, StoreReads reads) {
        this.problems = problems;
        this.reads = reads;
    }

    ResponseEntity<?> answer(Command command, Reply reply, View view, ScimRequest request) {
        return switch (reply) {
            case Reply.Decided(Outcome outcome) -> {
                request.concerns(outcome.resourceId());
                yield decided(command, outcome, view, request);
            }
            case Reply.Undecided undecided -> {
                request.concerns(command.resourceId());
                yield ScimResponses.problem(undecided(undecided, request.id()), request);
            }
        };
    }

    /** What is wrong, or nothing where the command was applied. */
    Optional<Problem> problem(Command command, Reply reply, String requestId) {
        return switch (reply) {
            case Reply.Decided(Outcome.Refused refused) ->
                    Optional.of(refused(command, refused, requestId));
            case Reply.Decided _ -> Optional.empty();
            case Reply.Undecided undecided -> Optional.of(undecided(undecided, requestId));
        };
    }

    private ResponseEntity<?> decided(
            Command command, Outcome outcome, View view, ScimRequest request) {
        return switch (outcome) {
            case Outcome.Created(UUID id, ObjectNode resource) ->
                    resource(command, id, resource, view, request);
            case Outcome.Updated(UUID id, ObjectNode resource) ->
                    resource(command, id, resource, view, request);
            case Outcome.Deleted _ -> ResponseEntity.noContent().build();
            case Outcome.Refused refused ->
                    ScimResponses.problem(refused(command, refused, request.id()), request);
        };
    }

    /** A create may have found that a request before it made the resource: then it has that id. */
    private ResponseEntity<?> resource(
            Command command, UUID id, ObjectNode outcome, View view, ScimRequest request) {
        int status = command instanceof Command.Create ? 201 : 200;
        boolean ofPatch = command instanceof Command.Patch;
        boolean showsMembers =
                ResourceTypes.readsMembers(command.resourceType(), view.projection());
        boolean lacksMembers =
                showsMembers
                        && (ofPatch
                                ? view.isAsked()
                                : !outcome.has("members") && namesMembers(command));
        Optional<ResponseEntity<?>> whole =
                lacksMembers ? withMembers(status, command, id, view, request) : Optional.empty();
        if (whole.isPresent()) {
            return whole.get();
        }
        RenderedResource rendered = rendered(command, id, outcome, view, request);
        // 200 would have to be the whole group with all its members (RFC 7644, 3.5.2).
        return ofPatch && showsMembers
                ? ScimResponses.noContent(rendered)
                : ScimResponses.resource(status, rendered, request);
    }

    private static RenderedResource rendered(
            Command command, UUID id, ObjectNode resource, View view, ScimRequest request) {
        return RenderedResource.of(
                command.resourceType(), id, resource, view.projection(), request);
    }

    private static boolean namesMembers(Command command) {
        return switch (command) {
            case Command.Create create -> !create.resource().path("members").isEmpty();
            case Command.Replace replace -> !replace.resource().path("members").isEmpty();
            case Command.Patch _, Command.Delete _ -> false;
        };
    }

    /** An outcome leaves out very many members; the store has them. */
    private Optional<ResponseEntity<?>> withMembers(
            int status, Command command, UUID id, View view, ScimRequest request) {
        UUID companyId = request.caller().companyId();
        try {
            Optional<StoredResource> stored = reads.find(companyId, ResourceType.GROUP, id, false);
            if (stored.isEmpty()) {
                return Optional.empty();
            }
            MemberSlices members = reads.members(companyId, List.of(id));
            members.begin();
            RenderedResource group = rendered(command, id, stored.get().resource(), view, request);
            GroupJson writer = new GroupJson(members, view.projection(), request);
            AnswerBody body =
                    AnswerBody.ofWrite(group.etag(), json -> writer.write(id, group.body(), json));
            return Optional.of(ScimResponses.resource(status, group.location(), body, request));
        } catch (DataAccessException | TooMuchException e) {
            // The write is decided and must not be answered as a failure; a client that wants the
            // members can read them later.
            log.warn("Request {}: the members cannot be read for the answer", request.id());
            return Optional.empty();
        }
    }

    private static Problem refused(Command command, Outcome.Refused refused, String requestId) {
        return switch (refused.reason()) {
            case NOT_FOUND -> {
                // Our own sentence, so that it is the same as for an id that cannot exist.
                var notFound =
                        ResourceTypes.notFound(
                                command.resourceType(), command.resourceId().toString());
                yield Problem.of(notFound.error(), notFound.detail());
            }
            case UNIQUENESS -> Problem.of(ScimError.UNIQUENESS, refused.detail());
            case VERSION_MISMATCH -> Problem.of(ScimError.PRECONDITION_FAILED, refused.detail());
            case INVALID_VALUE -> Problem.of(ScimError.INVALID_VALUE, refused.detail());
            case INVALID_PATH -> Problem.of(ScimError.INVALID_PATH, refused.detail());
            case NO_TARGET -> Problem.of(ScimError.NO_TARGET, refused.detail());
            case MUTABILITY -> Problem.of(ScimError.MUTABILITY, refused.detail());
            case FORBIDDEN -> Problem.of(ScimError.FORBIDDEN, refused.detail());
            case FAILED ->
                    Problem.of(
                            ScimError.INTERNAL,
                            "%s Give the operator the request id: %s"
                                    .formatted(refused.detail(), requestId));
        };
    }

    private Problem undecided(Reply.Undecided undecided, String requestId) {
        if (undecided.cause() == Cause.TOO_LARGE) {
            return Problem.of(
                    ScimError.PAYLOAD_TOO_LARGE,
                    "The resource is larger than this service can take up; nothing was changed. Send fewer values or members at once.");
        }
        return problems.tryAgain(
                known(undecided.recorded()) + " " + why(undecided.cause()), requestId);
    }

    private static String known(Recorded recorded) {
        return switch (recorded) {
            case YES ->
                    "The request is recorded and will be applied; a repetition finds it done and"
                            + " does no harm.";
            case NO -> "The request was not recorded, nothing was changed.";
            case UNKNOWN ->
                    "It is not known whether the request was recorded: it may still be applied, and"
                            + " a repetition does no harm.";
        };
    }

    private static String why(Cause cause) {
        return switch (cause) {
            case NO_OUTCOME_IN_TIME -> "It was not decided in time.";
            case TOO_MANY_IN_FLIGHT -> "Too many requests are waiting at once.";
            case BROKER_AWAY -> "The message broker did not confirm it.";
            case TOO_LARGE -> "It is too large.";
            case NOT_READY -> "The service is starting or stopping.";
        };
    }
}
