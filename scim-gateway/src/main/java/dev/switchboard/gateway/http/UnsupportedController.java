package dev.switchboard.gateway.http;

import dev.switchboard.scim.ScimError;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** The parts of SCIM that this service has not (RFC 7644, sections 3.7 and 3.11). */
@RestController
final class UnsupportedController {

    /** A token stands for a company's connection, not for a user: there is no "me". */
    @RequestMapping(
            path = Paths.ME,
            method = {
                RequestMethod.GET,
                RequestMethod.POST,
                RequestMethod.PUT,
                RequestMethod.PATCH,
                RequestMethod.DELETE
            })
    ResponseEntity<byte[]> me(ScimRequest request) {
        return notImplemented(
                "/Me is not supported: an API token belongs to a company, not to a user.", request);
    }

    /** See {@code bulk.supported} in the service provider configuration. */
    @PostMapping(Paths.BULK)
    ResponseEntity<byte[]> bulk(ScimRequest request) {
        return notImplemented(
                "/Bulk is not supported: send each operation as a request of its own.", request);
    }

    private static ResponseEntity<byte[]> notImplemented(String detail, ScimRequest request) {
        return ScimResponses.problem(Problem.of(ScimError.NOT_IMPLEMENTED, detail), request);
    }
}
