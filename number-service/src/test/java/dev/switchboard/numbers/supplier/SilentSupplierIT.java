package dev.switchboard.numbers.supplier;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;

import dev.switchboard.numbers.Fixture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A carrier that takes requests and never answers. */
@Timeout(120)
final class SilentSupplierIT {

    @Test
    void holdsUpNoOtherJob() throws Exception {
        var asked = new CountDownLatch(1);
        HttpServer silent =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        silent.createContext("/", _ -> asked.countDown());
        silent.start();
        try (var fixture = new Fixture()) {
            String url = "http://127.0.0.1:" + silent.getAddress().getPort();
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
}
