package dev.switchboard.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
final class LoadGeneratorTest {

    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger status = new AtomicInteger(200);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;
    private HttpRequests http;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/base/Users",
                exchange -> {
                    served.incrementAndGet();
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(status.get(), body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.setExecutor(threads);
        server.start();
        http =
                new HttpRequests(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/base"),
                        "secret");
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
        threads.close();
    }

    @Test
    void sendsEachRequestOnceAndMeasuresItsAnswer() {
        Set<Long> answered = new HashSet<>();

        LoadResult result =
                LoadGenerator.run(
                        Load.closed(server.getAddress(), 4, Duration.ofMinutes(1)).atMost(40),
                        n -> http.send("POST", "/Users", "{\"n\":" + n + "}"),
                        200,
                        (number, _, body, _) -> {
                            assertThat(body.remaining())
                                    .isEqualTo(("{\"n\":" + number + "}").length());
                            answered.add(number);
                        });

        assertThat(answered).hasSize(40);
        assertThat(served).hasValue(40);
        assertThat(result.requests()).isEqualTo(40);
        assertThat(result.errors()).isZero();
        assertThat(result.millisAt(50)).isPositive();
        assertThat(result.rate()).isPositive();
    }

    @Test
    void countsUnexpectedAnswersAsErrors() {
        status.set(429);

        LoadResult result =
                LoadGenerator.run(
                        Load.closed(server.getAddress(), 2, Duration.ofMinutes(1)).atMost(10),
                        n -> http.send("POST", "/Users", "{}"),
                        200,
                        Answers.IGNORED);

        assertThat(result.errors()).isEqualTo(10);
        assertThat(result.requests()).isZero();
        assertThat(result.statuses()).containsEntry(429, 10L);
    }

    @Test
    void keepsToTheRate() {
        LoadResult result =
                LoadGenerator.run(
                        Load.open(server.getAddress(), 4, Duration.ofMinutes(1), 100).atMost(50),
                        n -> http.send("POST", "/Users", "{}"),
                        200,
                        Answers.IGNORED);

        assertThat(result.requests()).isEqualTo(50);
        // The fiftieth is due 490 ms after the first; later only where the machine is busy.
        assertThat(result.seconds()).isGreaterThanOrEqualTo(0.49);
    }
}
