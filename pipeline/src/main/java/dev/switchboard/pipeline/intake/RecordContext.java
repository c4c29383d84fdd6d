package dev.switchboard.pipeline.intake;

import dev.switchboard.messages.MessageCodec;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import java.util.List;

/**
 * Puts the request id and the trace id of a record into the log lines of this thread while the
 * record is handled. Lines about a whole poll of several records belong to no single request and
 * have neither.
 */
public final class RecordContext implements AutoCloseable {

    private static final String REQUEST = "requestId";
    private static final String TRACE = "traceId";

    /** {@code 00-<trace id>-<span id>-<flags>} (W3C Trace Context, section 3.2). */
    private static final int TRACE_BEGIN = 3;

    private static final int TRACE_END = 35;

    private final @Nullable String requestBefore = MDC.get(REQUEST);
    private final @Nullable String traceBefore = MDC.get(TRACE);

    private RecordContext() {}

    /** From now until it is closed, lines are about this record. */
    public static RecordContext of(ConsumerRecord<?, ?> source) {
        var context = new RecordContext();
        put(REQUEST, MessageCodec.header(source.headers(), "ce_correlationid"));
        String traceparent = MessageCodec.header(source.headers(), "traceparent");
        put(
                TRACE,
                traceparent == null || traceparent.length() < TRACE_END
                        ? null
                        : traceparent.substring(TRACE_BEGIN, TRACE_END));
        return context;
    }

    /** As {@link #of} where the poll has one record, else without a request. */
    public static RecordContext ofPoll(List<? extends ConsumerRecord<?, ?>> records) {
        return records.size() == 1 ? of(records.getFirst()) : new RecordContext();
    }

    private static void put(String name, @Nullable String value) {
        if (value == null) {
            MDC.remove(name);
        } else {
            MDC.put(name, value);
        }
    }

    @Override
    public void close() {
        put(REQUEST, requestBefore);
        put(TRACE, traceBefore);
    }
}
