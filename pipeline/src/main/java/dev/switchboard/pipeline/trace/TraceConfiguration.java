package dev.switchboard.pipeline.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Tracing, for every service; to be imported by its application. Off until {@code
 * switchboard.tracing.endpoint} names an OTLP collector (HTTP, e.g. {@code
 * http://localhost:4318/v1/traces}); {@code switchboard.tracing.sampling} is the share of the
 * traces that begin here, 0 to 1. One that was begun elsewhere is continued as its flag says.
 */
@Configuration(proxyBeanMethods = false)
public class TraceConfiguration {

    @Bean
    Traces traces(
            @Value("${switchboard.tracing.endpoint:}") String endpoint,
            @Value("${switchboard.tracing.sampling:1.0}") double sampling,
            @Value("${spring.application.name}") String service) {
        return new Traces(
                endpoint.isBlank() ? OpenTelemetry.noop() : sdk(endpoint, sampling, service));
    }

    /** Spans go out in the background; a collector that is away costs spans, never requests. */
    static OpenTelemetrySdk sdk(String endpoint, double sampling, String service) {
        SdkTracerProvider provider =
                SdkTracerProvider.builder()
                        .setResource(
                                Resource.getDefault()
                                        .merge(
                                                Resource.create(
                                                        Attributes.of(
                                                                AttributeKey.stringKey(
                                                                        "service.name"),
                                                                service))))
                        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(sampling)))
                        .addSpanProcessor(
                                BatchSpanProcessor.builder(
                                                OtlpHttpSpanExporter.builder()
                                                        .setEndpoint(endpoint)
                                                        .build())
                                        .build())
                        .build();
        return OpenTelemetrySdk.builder().setTracerProvider(provider).build();
    }

    /** Only where tracing is on, so that it costs nothing where it is not. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("switchboard.tracing.endpoint")
    static class Messages {

        @Bean
        MessageTracing messageTracing(Traces traces) {
            return new MessageTracing(traces);
        }

        /** Boot gives the template no interceptor by itself. */
        @Bean
        SmartInitializingSingleton tracedTemplate(
                KafkaTemplate<String, byte[]> kafka, MessageTracing tracing) {
            return () -> kafka.setProducerInterceptor(tracing);
        }
    }
}
