package dev.switchboard.gateway.http;

import dev.switchboard.gateway.command.Commands;
import dev.switchboard.messages.Command;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.ResourceType;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.UUID;

/**
 * The writing half of the door (RFC 7644, sections 3.3, 3.5, 3.6): checks all that can be checked
 * without knowing the stored resource, makes the command, and answers with what became of it.
 */
@RestController
final class WriteController {

    private final JsonBodies bodies;
    private final Commands commands;
    private final ReplyAnswers answers;

    WriteController(JsonBodies bodies, Commands commands, ReplyAnswers answers) {
        this.bodies = bodies;
        this.commands = commands;
        this.answers = answers;
    }

    /** Creates a resource. */
    @PostMapping(Paths.COLLECTION)
    ResponseEntity<?> create(
            @PathVariable ResourceType type, HttpServletRequest http, ScimRequest request)
            throws IOException {
        View view = prepare(type, http, request);
        JsonNode body = bodies.read(http, type);
        return ask(WriteCommands.create(type, MessageIds.next(), body), view, request);
    }

    /** Replaces what the client may write. */
    @PutMapping(Paths.RESOURCE)
    ResponseEntity<?> replace(
            @PathVariable ResourceType type,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            HttpServletRequest http,
            ScimRequest request)
            throws IOException {
        View view = prepare(type, http, request);
        UUID resourceId = ResourceTypes.idOf(type, id);
        JsonNode body = bodies.read(http, type);
        return ask(WriteCommands.replace(type, resourceId, body, ifMatch), view, request);
    }

    /** Changes parts of a resource. */
    @PatchMapping(Paths.RESOURCE)
    ResponseEntity<?> patch(
            @PathVariable ResourceType type,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            HttpServletRequest http,
            ScimRequest request)
            throws IOException {
        View view = prepare(type, http, request);
        UUID resourceId = ResourceTypes.idOf(type, id);
        JsonNode body = bodies.read(http, type);
        return ask(WriteCommands.patch(type, resourceId, body, ifMatch), view, request);
    }

    /** Deletes a resource. */
    @DeleteMapping(Paths.RESOURCE)
    ResponseEntity<?> delete(
            @PathVariable ResourceType type,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            HttpServletRequest http,
            ScimRequest request) {
        View view = prepare(type, http, request);
        UUID resourceId = ResourceTypes.idOf(type, id);
        return ask(WriteCommands.delete(type, resourceId, ifMatch), view, request);
    }

    /** Before a body is read: may it write at all, and what does it want to see of the result. */
    private static View prepare(ResourceType type, HttpServletRequest http, ScimRequest request) {
        WriteCommands.checkMayWrite(request);
        return View.of(type, QueryParameters.parse(http.getQueryString()));
    }

    private ResponseEntity<?> ask(Command command, View view, ScimRequest request) {
        return answers.answer(command, commands.ask(command, request.origin()), view, request);
    }
}
