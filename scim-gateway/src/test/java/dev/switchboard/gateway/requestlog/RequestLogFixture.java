package dev.switchboard.gateway.requestlog;

import dev.switchboard.gateway.outcome.Instance;
import dev.switchboard.messages.MessageCodec;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.kafka.core.DefaultKafkaProducerFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** A request log for tests of other packages. */
public final class RequestLogFixture {

    private RequestLogFixture() {}

    /** Takes entries and sends none. */
    public static RequestLog notStarted() {
        return new RequestLog(
                new DefaultKafkaProducerFactory<>(Map.of()),
                new MessageCodec(),
                new Instance("test", 0),
                Clock.systemUTC(),
                new RequestLogProperties(true, Duration.ofSeconds(1), 10),
                new SimpleMeterRegistry());
    }
}
