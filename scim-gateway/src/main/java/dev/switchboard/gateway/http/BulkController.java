package dev.switchboard.gateway.http;

import dev.switchboard.gateway.WriteLimits;
import dev.switchboard.gateway.command.Commands;
import dev.switchboard.gateway.limits.CompanyLimits;
import dev.switchboard.scim.MemberNames;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.time.Clock;
import java.util.List;

/**
 * Many writes in one request (RFC 7644, section 3.7). Each operation is a command of its own with
 * an outcome of its own; the request itself is 200 as soon as it can be read.
 */
@RestController
final class BulkController {

    private static final String REQUEST = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
    private static final String RESPONSE = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";

    private static final List<String> NAMES = List.of("schemas", "Operations", "failOnErrors");

    private final JsonBodies bodies;
    private final Commands commands;
    private final ReplyAnswers answers;
    private final Problems problems;
    private final Clock clock;
    private final WriteLimits limits;
    private final CompanyLimits companyLimits;

    BulkController(
            JsonBodies bodies,
            Commands commands,
            ReplyAnswers answers,
            Problems problems,
            Clock clock,
            WriteLimits limits,
            CompanyLimits companyLimits) {
        this.bodies = bodies;
        this.commands = commands;
        this.answers = answers;
        this.problems = problems;
        this.clock = clock;
        this.limits = limits;
        this.companyLimits = companyLimits;
    }

    @PostMapping(Paths.BULK)
    ResponseEntity<byte[]> bulk(HttpServletRequest http, ScimRequest request)
            throws IOException, InterruptedException {
        WriteCommands.checkMayWrite(request);
        ObjectNode body = MemberNames.canonical(bodies.read(http, limits.bulkSize()), NAMES);
        checkSchemas(body);
        JsonNode operations = operations(body);
        BulkPlan plan = new BulkPlan(operations);
        new BulkJob(
                        plan,
                        failOnErrors(body),
                        new BulkOperations(
                                companyLimits,
                                commands,
                                answers,
                                problems,
                                plan.references(),
                                request),
                        clock,
                        clock.instant().plus(limits.bulkTime()))
                .run();
        return answer(plan, request);
    }

    private ResponseEntity<byte[]> answer(BulkPlan plan, ScimRequest request) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("schemas").add(RESPONSE);
        ArrayNode results = body.putArray("Operations");
        boolean undecided = false;
        for (BulkTask task : plan.tasks()) {
            if (task.hasEnded()) {
                results.add(task.result().toJson(task.sent()));
                undecided |= task.result().status() == ScimError.TOO_MANY_REQUESTS.status();
            }
        }
        return undecided
                ? ScimResponses.ok(body, request, problems.retryAfter())
                : ScimResponses.ok(body, request);
    }

    private static void checkSchemas(ObjectNode body) {
        for (JsonNode urn : body.path("schemas")) {
            if (REQUEST.equalsIgnoreCase(urn.asString(""))) {
                return;
            }
        }
        throw syntax("The body must have 'schemas' with '%s' in it.".formatted(REQUEST));
    }

    private JsonNode operations(ObjectNode body) {
        JsonNode operations = body.path("Operations");
        if (!operations.isArray() || operations.isEmpty()) {
            throw syntax("The body must have a list 'Operations' with one operation at least.");
        }
        if (operations.size() > limits.bulkOperations()) {
            throw new ScimException(
                    ScimError.PAYLOAD_TOO_LARGE,
                    "The bulk request has %d operations, more than its maxOperations (%d): send them in several requests."
                            .formatted(operations.size(), limits.bulkOperations()));
        }
        return operations;
    }

    /** As many as the client accepts; without a word, or with 0, all may fail. */
    private static int failOnErrors(ObjectNode body) {
        JsonNode most = body.path("failOnErrors");
        if (most.isMissingNode() || most.isNull()) {
            return Integer.MAX_VALUE;
        }
        if (!most.isIntegralNumber() || !most.canConvertToInt() || most.intValue() < 0) {
            throw new ScimException(
                    ScimError.INVALID_VALUE,
                    "'failOnErrors' must be a whole number of failures to accept, 1 or more.");
        }
        return most.intValue() == 0 ? Integer.MAX_VALUE : most.intValue();
    }

    private static ScimException syntax(String detail) {
        return new ScimException(ScimError.INVALID_SYNTAX, detail);
    }
}
