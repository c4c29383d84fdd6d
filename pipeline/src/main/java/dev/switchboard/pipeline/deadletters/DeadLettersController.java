package dev.switchboard.pipeline.deadletters;

import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.NoSuchElementException;

/** The dead letters of the topics that this service follows, for operators. */
@RestController
@RequestMapping("/admin/v1/dead-letters")
final class DeadLettersController {

    private static final Logger log = LoggerFactory.getLogger(DeadLettersController.class);
    private static final int LARGEST_PAGE = 1000;

    private final DeadLetterDesk desk;

    DeadLettersController(DeadLetterDesk desk) {
        this.desk = desk;
    }

    /** What a replay or a discard led to; {@code done} is false where the letter was not open. */
    record Handled(String topic, int partition, long offset, boolean done) {}

    /** The open ones, without their values. */
    @GetMapping
    DeadLetterDesk.Open list(@RequestParam(defaultValue = "100") int limit) {
        return desk.open(Math.clamp(limit, 1, LARGEST_PAGE));
    }

    /** One with its headers and its value, which may hold personal data. */
    @GetMapping("/{topic}/{partition}/{offset}")
    DeadLetterDesk.Whole show(
            @PathVariable String topic, @PathVariable int partition, @PathVariable long offset) {
        return desk.show(new LetterId(topic, partition, offset));
    }

    /** Sends it again; to be done after the cause is mended. */
    @PostMapping("/{topic}/{partition}/{offset}/replay")
    Handled replay(
            @PathVariable String topic, @PathVariable int partition, @PathVariable long offset) {
        boolean done = desk.replay(new LetterId(topic, partition, offset));
        return new Handled(topic, partition, offset, done);
    }

    /** Sets it aside for good. */
    @PostMapping("/{topic}/{partition}/{offset}/discard")
    Handled discard(
            @PathVariable String topic, @PathVariable int partition, @PathVariable long offset) {
        boolean done = desk.discard(new LetterId(topic, partition, offset));
        return new Handled(topic, partition, offset, done);
    }

    @ExceptionHandler(NoSuchElementException.class)
    ProblemDetail unknown(NoSuchElementException e) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.NOT_FOUND, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler({KafkaException.class, org.springframework.kafka.KafkaException.class})
    ResponseEntity<ProblemDetail> brokerAway(RuntimeException e) {
        log.warn("The broker did not serve an admin request: {}", e.getClass().getSimpleName());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .body(
                        ProblemDetail.forStatusAndDetail(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "The broker cannot be reached. Send the request again."));
    }
}
