package dev.switchboard.faults;

import dev.switchboard.faults.evidence.Witness;
import dev.switchboard.faults.history.Evidence;
import dev.switchboard.faults.history.History;
import dev.switchboard.faults.history.HistoryCheck;
import dev.switchboard.faults.history.Violation;
import dev.switchboard.faults.load.AdminClient;
import dev.switchboard.faults.load.Okta;
import dev.switchboard.faults.load.ScimClient;
import dev.switchboard.faults.load.Tenant;
import dev.switchboard.faults.load.Tenant.Shortage;
import dev.switchboard.localstack.LocalStack;
import dev.switchboard.localstack.StackProcess;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Several companies' Oktas at work on a stack, and what is known of their requests. */
final class LoadedStack implements AutoCloseable {

    private static final int TENANTS = 3;
    private static final int CLIENTS_EACH = 3;

    /** How many there are, each with one request under way at most. */
    static final int CLIENTS = TENANTS * CLIENTS_EACH;

    private static final List<String> AREA_CODES = List.of("212", "312", "415", "617");
    private static final String FALLBACK = "646";
    // So few that users have to fall back, and to wait, again and again.
    private static final int FIRST_NUMBERS = 15;
    private static final int NUMBERS_AT_ONCE = 3;
    private static final Duration IMPORT_INTERVAL = Duration.ofSeconds(4);
    // Fewer than there are people.
    private static final int LICENCES = 30;
    private static final Duration READY_PATIENCE = Duration.ofMinutes(5);
    private static final Duration CALM_PATIENCE = Duration.ofMinutes(5);

    private final LocalStack stack;
    private final long seed;
    private final Consumer<String> log;
    private final History history = new History();
    private final AtomicBoolean loading = new AtomicBoolean(true);
    private final HttpClient http = ScimClient.newHttp();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param stack one that runs
     * @param seed chooses the requests
     */
    LoadedStack(LocalStack stack, long seed, Consumer<String> log) {
        this.stack = stack;
        this.seed = seed;
        this.log = log;
    }

    /** Makes the companies and starts their Oktas. */
    void load() throws IOException {
        AdminClient admin = new AdminClient(stack);
        List<Tenant> tenants = tenants(admin);
        clients(tenants).forEach(threads::execute);
        threads.execute(() -> importNumbers(admin));
    }

    History history() {
        return history;
    }

    private List<Tenant> tenants(AdminClient admin) throws IOException {
        Random random = new Random(seed);
        List<Tenant> tenants = new ArrayList<>();
        for (int i = 0; i < TENANTS; i++) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            Shortage[] policies = Shortage.values();
            tenants.add(
                    admin.newTenant(
                            id,
                            List.of(
                                    AREA_CODES.get(i % AREA_CODES.size()),
                                    AREA_CODES.get((i + 1) % AREA_CODES.size())),
                            FALLBACK,
                            policies[i % policies.length],
                            LICENCES));
        }
        for (String areaCode : stocked()) {
            admin.importNumbers(0, areaCode, 0, FIRST_NUMBERS);
        }
        return tenants;
    }

    private static List<String> stocked() {
        List<String> all = new ArrayList<>(AREA_CODES);
        all.add(FALLBACK);
        return all;
    }

    private List<Okta> clients(List<Tenant> tenants) {
        List<URI> gateways = stack.scimBaseUrls();
        List<Okta> clients = new ArrayList<>();
        List<Queue<String>> others = new ArrayList<>();
        tenants.forEach(_ -> others.add(new ConcurrentLinkedQueue<>()));
        for (int t = 0; t < tenants.size(); t++) {
            for (int c = 0; c < CLIENTS_EACH; c++) {
                String name = "t%dc%d-%x".formatted(t, c, seed & 0xffffff);
                clients.add(
                        new Okta(
                                new ScimClient(gateways, tenants.get(t), name, history, http),
                                tenants.get(t),
                                name,
                                new Random(seed * 31 + name.hashCode()),
                                new Okta.Foreign(
                                        others.get(t), others.get((t + 1) % tenants.size())),
                                loading::get));
            }
        }
        return clients;
    }

    /** Goes on where it was when a number service is away: the same numbers again do no harm. */
    private void importNumbers(AdminClient admin) {
        int done = FIRST_NUMBERS;
        int tries = 0;
        while (loading.get()) {
            try {
                TimeUnit.MILLISECONDS.sleep(IMPORT_INTERVAL.toMillis());
                for (String areaCode : stocked()) {
                    admin.importNumbers(tries++, areaCode, done, NUMBERS_AT_ONCE);
                }
                done += NUMBERS_AT_ONCE;
            } catch (IOException e) {
                // Not done, or not known: the same again.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Starts what does not run, and waits until all serve. */
    void awaitAllReady() {
        stack.processes().forEach(StackProcess::start);
        stack.processes().forEach(process -> process.awaitReady(READY_PATIENCE));
    }

    /** Ends the load when every client has the answer to its last request. */
    void stopLoad() {
        loading.set(false);
        threads.close();
    }

    /** The state in which nothing is left to be done, or the one at the end of patience. */
    Evidence evidenceWhenCalm() throws InterruptedException {
        Witness witness = new Witness(stack);
        Instant deadline = Instant.now().plus(CALM_PATIENCE);
        try {
            Map<String, Long> undone = witness.undone();
            while (undone.values().stream().anyMatch(n -> n > 0)
                    && Instant.now().isBefore(deadline)) {
                TimeUnit.SECONDS.sleep(1);
                undone = witness.undone();
            }
            log.accept("calm: " + undone);
            return witness.evidence();
        } catch (SQLException | ExecutionException e) {
            throw new IllegalStateException("Topics or tables cannot be read: " + e, e);
        }
    }

    /** All broken promises. */
    List<Violation> violations(Evidence evidence) {
        return HistoryCheck.check(history.attempts(), evidence);
    }

    @Override
    public void close() {
        stopLoad();
        http.close();
    }
}
