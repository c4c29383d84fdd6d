package dev.switchboard.pipeline.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Starts spans whose parents come as W3C {@code traceparent}, from an HTTP header or a message's,
 * and gives theirs for what follows. Where tracing is off, nothing is recorded and a traceparent is
 * handed on as it came.
 */
public final class Traces implements AutoCloseable {

    private static final TextMapGetter<String> GETTER =
            new TextMapGetter<>() {
                @Override
                public Iterable<String> keys(String traceparent) {
                    return List.of("traceparent");
                }

                @Override
                public @Nullable String get(@Nullable String traceparent, String key) {
                    return key.equals("traceparent") ? traceparent : null;
                }
            };

    private final OpenTelemetry telemetry;
    private final Tracer tracer;

    public Traces(OpenTelemetry telemetry) {
        this.telemetry = telemetry;
        this.tracer = telemetry.getTracer("dev.switchboard");
    }

    /**
     * Starts a span, to be ended by the caller.
     *
     * @param parent the traceparent that it continues, or null to begin a trace
     */
    public Started start(String name, SpanKind kind, @Nullable String parent) {
        Context context =
                parent == null
                        ? Context.root()
                        : W3CTraceContextPropagator.getInstance()
                                .extract(Context.root(), parent, GETTER);
        Span span = tracer.spanBuilder(name).setSpanKind(kind).setParent(context).startSpan();
        return new Started(span, parent);
    }

    /** Sends what is left. */
    @Override
    public void close() {
        if (telemetry instanceof OpenTelemetrySdk sdk) {
            sdk.close();
        }
    }

    /** A span that is under way. */
    public static final class Started {

        private final Span span;
        private final @Nullable String parent;

        private Started(Span span, @Nullable String parent) {
            this.span = span;
            this.parent = parent;
        }

        /** For what follows from it; the parent's own where nothing is recorded. */
        public @Nullable String traceparent() {
            SpanContext context = span.getSpanContext();
            // A span that does not record has its parent's context, or none.
            return span.isRecording()
                    ? "00-%s-%s-%s"
                            .formatted(
                                    context.getTraceId(),
                                    context.getSpanId(),
                                    context.getTraceFlags().asHex())
                    : parent;
        }

        /** Says something about it; never personal data. */
        public Started with(String name, String value) {
            span.setAttribute(name, value);
            return this;
        }

        /** Says something about it. */
        public Started with(String name, long value) {
            span.setAttribute(name, value);
            return this;
        }

        /** Marks it as failed, by the fault's name: its text may hold personal data. */
        public Started failed(String fault) {
            span.setStatus(StatusCode.ERROR, fault);
            return this;
        }

        /** Ends it. */
        public void end() {
            span.end();
        }
    }
}
