package dev.switchboard.gateway.http;

import dev.switchboard.gateway.command.Recorded;
import dev.switchboard.gateway.command.Reply;
import dev.switchboard.gateway.command.Reply.Cause;
import dev.switchboard.messages.Command;
import dev.switchboard.messages.Outcome;
import dev.switchboard.scim.ScimError;

import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import tools.jackson.databind.node.ObjectNode;

/** From a command's outcome, or the lack of one, to the HTTP answer. */
@Component
final class ReplyAnswers {

    private final Problems problems;

    ReplyAnswers(Problems problems) {
        this.problems = problems;
    }

    ResponseEntity<byte[]> answer(Command command, Reply reply, View view, ScimRequest request) {
        return switch (reply) {
            case Reply.Decided decided -> decided(command, decided.outcome(), view, request);
            case Reply.Undecided undecided ->
                    ScimResponses.problem(undecided(undecided, request.id()), request);
        };
    }

    private static ResponseEntity<byte[]> decided(
            Command command, Outcome outcome, View view, ScimRequest request) {
        return switch (outcome) {
            case Outcome.Created created ->
                    resource(201, command, created.resource(), view, request);
            case Outcome.Updated updated ->
                    resource(200, command, updated.resource(), view, request);
            case Outcome.Deleted _ -> ResponseEntity.noContent().build();
            case Outcome.Refused refused ->
                    ScimResponses.problem(refused(command, refused, request.id()), request);
        };
    }

    private static ResponseEntity<byte[]> resource(
            int status, Command command, ObjectNode resource, View view, ScimRequest request) {
        return ScimResponses.resource(
                status,
                RenderedResource.of(
                        command.resourceType(),
                        command.resourceId(),
                        resource,
                        view.projection(),
                        request),
                request);
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
                    "The resource is larger than this service can take up; nothing was changed.");
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
