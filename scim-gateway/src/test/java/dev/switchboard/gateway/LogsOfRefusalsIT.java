package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the framework and the container refuse is in no log, for it may hold personal data. A
 * gateway of its own: the container tells each kind of mistake only once.
 */
@Timeout(60)
final class LogsOfRefusalsIT {

    private static final String PRIVATE = "alice.private";
    private static final String HEAD =
            "Host: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                    + ScimClient.TOKEN
                    + "\r\n";

    @Test
    void quotesNothingOfWhatItRefuses() {
        var lines = new Lines();
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        try (GatewayProcess gateway =
                GatewayProcess.start(
                        "spring.kafka.bootstrap-servers=127.0.0.1:1",
                        "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none")) {
            lines.setContext(root.getLoggerContext());
            lines.start();
            root.addAppender(lines);
            ScimClient client = gateway.client();

            String user = PRIVATE + "@example.com";
            assertThat(
                            client.raw(
                                    "GET /scim/v2/Users?filter="
                                            + user
                                            + "\u007f HTTP/1.1\r\n"
                                            + HEAD
                                            + "\r\n"))
                    .startsWith("HTTP/1.1 400");
            assertThat(client.raw("GET /scim/v2/Users/x/" + user + " HTTP/1.1\r\n" + HEAD + "\r\n"))
                    .startsWith("HTTP/1.1 404");
            assertThat(client.raw("BREW /scim/v2/Users/" + user + " HTTP/1.1\r\n" + HEAD + "\r\n"))
                    .startsWith("HTTP/1.1 405");
            assertThat(
                            client.raw(
                                    "GET /scim/v2/Schemas?x=%zz"
                                            + user
                                            + " HTTP/1.1\r\n"
                                            + HEAD
                                            + "\r\n"))
                    .startsWith("HTTP/1.1 ");
            assertThat(
                            client.raw(
                                    "GET /scim/v2/Schemas HTTP/1.1\r\n"
                                            + HEAD
                                            + "Cookie: ="
                                            + user
                                            + "@\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
        } finally {
            root.detachAppender(lines);
        }
        assertThat(lines.all).as("our own lines").anyMatch(line -> line.contains("answered 404"));
        assertThat(lines.all).noneMatch(line -> line.contains(PRIVATE));
    }

    /** Messages, with those of what was thrown. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {

        private final Queue<String> all = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            var line = new StringBuilder(event.getFormattedMessage());
            for (IThrowableProxy thrown = event.getThrowableProxy();
                    thrown != null;
                    thrown = thrown.getCause()) {
                line.append(' ').append(thrown.getMessage());
            }
            all.add(line.toString());
        }
    }
}
