package dev.switchboard.provisioner.entitlements;

import dev.switchboard.userstore.Licences;
import dev.switchboard.userstore.ResolutionQueue;
import dev.switchboard.userstore.TellingQueue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import java.util.function.Supplier;

/**
 * All companies' licences in numbers, and how many users are still to be placed again, or told of
 * again. Not by company or kind: there may be thousands. Each instance shows the whole; take the
 * maximum.
 */
@Component
final class EntitlementGauges {

    private static final Logger log = LoggerFactory.getLogger(EntitlementGauges.class);

    private final Licences licences;
    private final ResolutionQueue queue;
    private volatile Licences.Totals totals = new Licences.Totals(0, 0, 0, 0, 0);
    private final TellingQueue telling;
    private volatile ResolutionQueue.Backlog backlog = new ResolutionQueue.Backlog(0, 0);
    private volatile long toTell;

    EntitlementGauges(
            Licences licences, ResolutionQueue queue, TellingQueue telling, MeterRegistry meters) {
        this.licences = licences;
        this.queue = queue;
        this.telling = telling;
        String held = "Licences of all companies and kinds";
        gauge(meters, "switchboard.licences", "state", "used", held, () -> totals.used());
        gauge(meters, "switchboard.licences", "state", "free", held, () -> totals.free());
        Gauge.builder("switchboard.licences.waiting", () -> totals.waiting())
                .description("Users who wait for a licence")
                .register(meters);
        String exhausted = "switchboard.licences.exhausted";
        String none = "Kinds of companies of which none is left, and that do not grow";
        gauge(meters, exhausted, "on_shortage", "wait", none, () -> totals.exhaustedWait());
        gauge(meters, exhausted, "on_shortage", "refuse", none, () -> totals.exhaustedRefuse());
        String toResolve = "switchboard.provisioner.resolution.backlog";
        String left = "What is still to be given its office and licence, or told of, again";
        gauge(meters, toResolve, "what", "users", left, () -> backlog.users());
        gauge(meters, toResolve, "what", "companies", left, () -> backlog.companies());
        gauge(meters, toResolve, "what", "companies_to_tell", left, () -> toTell);
    }

    private static void gauge(
            MeterRegistry meters,
            String name,
            String tag,
            String value,
            String description,
            Supplier<Number> number) {
        Gauge.builder(name, number).tag(tag, value).description(description).register(meters);
    }

    @Scheduled(fixedDelayString = "${switchboard.provisioner.gauge-interval}")
    void read() {
        try {
            totals = licences.totals();
            backlog = queue.backlog();
            toTell = telling.backlog();
        } catch (DataAccessException | TransactionException e) {
            log.debug("The gauges keep their values: {}", e.getClass().getSimpleName());
        }
    }
}
