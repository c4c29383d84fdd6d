package dev.switchboard.numbers.admin;

import dev.switchboard.numbers.assignment.HandAssignments;
import dev.switchboard.pipeline.admin.AdminProblems;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What goes wrong with numbers. */
@RestControllerAdvice
final class AdminErrors extends AdminProblems {

    /** Nothing was changed; the detail says what stands in the way. */
    @ExceptionHandler(HandAssignments.RefusedException.class)
    ProblemDetail refused(HandAssignments.RefusedException e) {
        return ProblemDetail.forStatusAndDetail(
                e.unknown() ? HttpStatus.NOT_FOUND : HttpStatus.CONFLICT,
                String.valueOf(e.getMessage()));
    }
}
