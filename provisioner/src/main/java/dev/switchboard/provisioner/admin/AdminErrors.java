package dev.switchboard.provisioner.admin;

import dev.switchboard.pipeline.admin.AdminProblems;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What goes wrong with companies and what they have. */
@RestControllerAdvice
final class AdminErrors extends AdminProblems {

    private static final Logger log = LoggerFactory.getLogger(AdminErrors.class);

    /** Another row has what must be unique. */
    @ExceptionHandler(DuplicateKeyException.class)
    ProblemDetail taken(DuplicateKeyException e) {
        log.debug("An admin request met a taken value: {}", e.getClass().getSimpleName());
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.CONFLICT,
                "The name is taken by another one of this company; choose another.");
    }
}
