package dev.switchboard.provisioner.admin;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import java.io.IOException;

/** Every error as problem+json (RFC 9457). */
@RestControllerAdvice
final class AdminErrors extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(AdminErrors.class);

    /** The database is away: nothing was lost, the same request may be sent again. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> databaseAway(RuntimeException e) {
        log.warn("The database did not serve an admin request: {}", e.getClass().getSimpleName());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .body(
                        ProblemDetail.forStatusAndDetail(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "The database cannot be reached. Send the request again."));
    }

    /** Another row has what must be unique. */
    @ExceptionHandler(DuplicateKeyException.class)
    ProblemDetail taken(DuplicateKeyException e) {
        log.debug("An admin request met a taken value: {}", e.getClass().getSimpleName());
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.CONFLICT,
                "The name is taken by another one of this company; choose another.");
    }

    /** A value that the database cannot hold, e.g. U+0000 in a name. */
    @ExceptionHandler(DataIntegrityViolationException.class)
    ProblemDetail impossible(DataIntegrityViolationException e) {
        log.debug("An admin request had an impossible value: {}", e.getClass().getSimpleName());
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST,
                "A value cannot be stored: look for control characters and times out of range.");
    }

    /** The client went away in the middle of the body. */
    @ExceptionHandler(IOException.class)
    ProblemDetail brokenBody(IOException e) {
        log.debug("The body of an admin request broke off: {}", e.getClass().getSimpleName());
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST, "The body broke off. Send the whole file again.");
    }

    @ExceptionHandler(Exception.class)
    ProblemDetail unexpected(Exception e) {
        log.error("An admin request failed.", e);
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "The request failed. The service's log says why.");
    }
}
