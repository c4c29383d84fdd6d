package dev.switchboard.pipeline.admin;

import dev.switchboard.pipeline.intake.Faults;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import java.io.IOException;

/** Every error of an admin API as problem+json (RFC 9457); a service adds its own. */
public abstract class AdminProblems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(AdminProblems.class);

    /** One statement took too long: the same request would take as long again. */
    @ExceptionHandler(QueryTimeoutException.class)
    public final ProblemDetail tooSlow(QueryTimeoutException e) {
        log.warn("The database took too long for an admin request: {}", Faults.describe(e));
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The database took longer than a statement may, and nothing was changed. Ask for"
                        + " less, as by a shorter time, or try it when there is less to do.");
    }

    /** The database is away: nothing was lost, the same request may be sent again. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    public final ResponseEntity<ProblemDetail> databaseAway(RuntimeException e) {
        log.warn("The database did not serve an admin request: {}", e.getClass().getSimpleName());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .body(
                        ProblemDetail.forStatusAndDetail(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "The database cannot be reached. Send the request again."));
    }

    /** A value that the database cannot hold, e.g. U+0000 in a name; it would not hold it later. */
    @ExceptionHandler(DataIntegrityViolationException.class)
    public final ProblemDetail impossible(DataIntegrityViolationException e) {
        log.warn("An admin request had an impossible value: {}", e.getClass().getSimpleName());
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST,
                "A value cannot be stored: look for control characters and times out of range.");
    }

    /** The client went away in the middle of the body. */
    @ExceptionHandler(IOException.class)
    public final ProblemDetail brokenBody(IOException e) {
        log.debug("The body of an admin request broke off: {}", e.getClass().getSimpleName());
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST, "The body broke off. Send the whole file again.");
    }

    /** What nobody thought of. */
    @ExceptionHandler(Exception.class)
    public final ProblemDetail unexpected(Exception e) {
        log.error("An admin request failed.", e);
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "The request failed. The service's log says why.");
    }

    /** The body is not what it should be; says where, but never quotes it. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String detail =
                switch (e.getCause()) {
                    case UnrecognizedPropertyException unknown ->
                            "There is no field '%s' here; known are %s."
                                    .formatted(
                                            unknown.getPropertyName(),
                                            unknown.getKnownPropertyIds());
                    case DatabindException wrong ->
                            "A value is of the wrong type, at %s."
                                    .formatted(wrong.getPathReference());
                    case null, default ->
                            "The body must be a JSON object; see docs/admin-api.yaml.";
                };
        return handleExceptionInternal(
                e, ProblemDetail.forStatusAndDetail(status, detail), headers, status, request);
    }
}
