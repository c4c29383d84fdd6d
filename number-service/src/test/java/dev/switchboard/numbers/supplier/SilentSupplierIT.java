package dev.switchboard.numbers.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.numbers.Fixture;
import dev.switchboard.numbers.supplier.NumberSupplier.Answer;
import dev.switchboard.numbers.supplier.NumberSupplier.UnavailableException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A carrier that takes requests and never answers, or not to the end. */
@Timeout(120)
final class SilentSupplierIT {

    @Test
    void holdsUpNoOtherJob() throws Exception {
        var asked = new CountDownLatch(1);
        HttpServer silent = start(_ -> asked.countDown());
        try (var fixture = new Fixture()) {
            URI url = url(silent);
            fixture.startInstance(
                    "switchboard.numbers.return-interval=100ms",
                    "switchboard.supplier.enabled=true",
                    "switchboard.supplier.url=" + url,
                    "switchboard.supplier.pricing-url=" + url,
                    "switchboard.supplier.account-sid=" + SupplierStandIn.ACCOUNT,
                    "switchboard.supplier.auth-token=" + SupplierStandIn.TOKEN,
                    "switchboard.supplier.timeout=10m",
                    "switchboard.supplier.interval=100ms");
            fixture.importNumbers("412", 0, 1);
            asked.await();

            fixture.jdbc()
                    .update("UPDATE phone_number SET status = 'aging', rests_until = '2000-01-01'");
            await().atMost(Duration.ofSeconds(60))
                    .until(
                            () ->
                                    fixture.count(
                                                    "SELECT count(*) FROM phone_number WHERE status"
                                                            + " = 'available'")
                                            == 1);
        } finally {
            silent.stop(0);
        }
    }

    @Test
    @Timeout(30)
    void doesNotWaitForTheEndOfAnAnswerEither() throws Exception {
        HttpServer stalling =
                start(
                        exchange -> {
                            exchange.sendResponseHeaders(200, 100);
                            exchange.getResponseBody().write('{');
                            exchange.getResponseBody().flush();
                        });
        try {
            var supplier = new TwilioSupplier(impatient(url(stalling)));

            assertThatThrownBy(() -> supplier.search("US", "412", 1))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessage("no answer: HttpTimeoutException");
            // It may have been carried out.
            assertThat(supplier.order(Fixture.number("412", 1), MessageIds.next()))
                    .isEqualTo(new Answer.Unknown("no answer: HttpTimeoutException"));
        } finally {
            stalling.stop(0);
        }
    }

    private static SupplierSettings impatient(URI url) {
        return new SupplierSettings(
                true,
                url,
                url,
                SupplierStandIn.ACCOUNT,
                SupplierStandIn.TOKEN,
                Duration.ofMillis(500),
                1,
                1,
                1,
                BigDecimal.ONE,
                Duration.ofHours(1),
                Duration.ofHours(1));
    }

    private static HttpServer start(HttpHandler handler) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler);
        server.start();
        return server;
    }

    private static URI url(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
