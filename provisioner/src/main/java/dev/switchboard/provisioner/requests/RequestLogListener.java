package dev.switchboard.provisioner.requests;

import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.RequestsAnswered;
import dev.switchboard.messages.RequestsAnswered.Answered;
import dev.switchboard.messages.Topics;
import dev.switchboard.messages.UnreadableMessageException;
import dev.switchboard.pipeline.intake.DeadLetters;
import dev.switchboard.pipeline.intake.FaultEpisode;
import dev.switchboard.pipeline.intake.Faults;
import dev.switchboard.pipeline.intake.PollLetters;
import dev.switchboard.userstore.Companies;
import dev.switchboard.userstore.RequestLog;
import dev.switchboard.userstore.RequestLogRow;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * Follows {@code request.log} and keeps its entries: each message is written by itself, since one
 * carries hundreds of entries. Poison goes to the dead letters alone; a passing fault is thrown,
 * and the same poll is tried again without end, which writes nothing twice.
 */
@Component
final class RequestLogListener {

    private static final int UNAUTHORIZED = 401;

    private final MessageCodec codec;
    private final RequestLog requestLog;
    private final Companies companies;
    private final DeadLetters deadLetters;
    private final FaultEpisode episode = new FaultEpisode("request log entries");

    RequestLogListener(
            MessageCodec codec,
            RequestLog requestLog,
            Companies companies,
            DeadLetters deadLetters) {
        this.codec = codec;
        this.requestLog = requestLog;
        this.companies = companies;
        this.deadLetters = deadLetters;
    }

    /** Processes one poll. */
    @KafkaListener(
            id = "request-log",
            idIsGroup = false,
            topics = Topics.REQUEST_LOG,
            containerPostProcessor = "withPause")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        try {
            PollLetters letters = deadLetters.ofPoll();
            records.forEach(source -> keep(source, letters));
            letters.add();
            episode.over();
        } catch (RuntimeException e) {
            episode.in(e);
            throw e;
        }
    }

    private void keep(ConsumerRecord<String, byte[]> source, PollLetters letters) {
        try {
            RequestsAnswered message = codec.decode(source, RequestsAnswered.class).message();
            requestLog.add(rows(message));
            companies.noteTokenUses(lastUses(message));
        } catch (UnreadableMessageException e) {
            letters.unreadable(source, e);
        } catch (RuntimeException e) {
            if (Faults.isPassing(e)) {
                throw e;
            }
            letters.poison(source, e, 1);
        }
    }

    /** Who is refused for a token has not used it: it may have been forgotten after it expired. */
    private static Map<UUID, Instant> lastUses(RequestsAnswered message) {
        return message.requests().stream()
                .filter(answered -> answered.status() != UNAUTHORIZED)
                .collect(
                        Collectors.toMap(
                                Answered::tokenId,
                                Answered::answeredAt,
                                BinaryOperator.maxBy(Comparator.naturalOrder())));
    }

    private static List<RequestLogRow> rows(RequestsAnswered message) {
        List<RequestLogRow> rows = new ArrayList<>(message.requests().size());
        for (Answered answered : message.requests()) {
            rows.add(
                    new RequestLogRow(
                            answered.id(),
                            message.companyId(),
                            answered.requestId(),
                            answered.answeredAt(),
                            answered.durationMicros(),
                            answered.method(),
                            answered.path(),
                            answered.query(),
                            answered.operation(),
                            answered.status(),
                            answered.scimType(),
                            answered.detail(),
                            answered.resourceId(),
                            answered.tokenId(),
                            null,
                            answered.userAgent()));
        }
        return rows;
    }
}
