package dev.switchboard.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import java.io.IOException;

/** Answers for controllers, and for Spring where no controller is found. */
@RestControllerAdvice
final class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    /** Answers with what is wrong; where an answer is on its way, it is cut off instead. */
    @ExceptionHandler(Exception.class)
    @Nullable ResponseEntity<byte[]> answer(
            Exception failure, HttpServletRequest request, HttpServletResponse response) {
        ScimRequest scim = ScimRequest.of(request);
        if (response.isCommitted()) {
            cutOff(failure, scim);
            return null;
        }
        return ScimResponses.problem(problems.of(failure, scim.id()), scim);
    }

    private void cutOff(Exception failure, ScimRequest scim) {
        scim.cutOff();
        // Otherwise it is the client that has gone.
        if (!(failure instanceof IOException)) {
            log.warn("Request {}: the answer is cut off, it had begun when it failed", scim.id());
            scim.answeredWith(problems.of(failure, scim.id()));
        }
    }
}
