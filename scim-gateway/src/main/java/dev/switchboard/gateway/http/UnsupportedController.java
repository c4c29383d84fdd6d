package dev.switchboard.gateway.http;

import dev.switchboard.scim.ScimError;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** The part of SCIM that this service has not (RFC 7644, section 3.11). */
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

    private static ResponseEntity<byte[]> notImplemented(String detail, ScimRequest request) {
        return ScimResponses.problem(Problem.of(ScimError.NOT_IMPLEMENTED, detail), request);
    }
}
