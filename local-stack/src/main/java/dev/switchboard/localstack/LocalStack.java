package dev.switchboard.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A broker, a database and the services as processes of their own on the loopback address. They
 * outlive the one who starts them, and are found again by the files in the stack's home.
 */
public final class LocalStack {

    private static final Duration INFRASTRUCTURE_PATIENCE = Duration.ofMinutes(1);
    private static final Duration SERVICE_PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);

    /** All that a stack puts into its home. */
    private static final List<String> CONTENTS =
            List.of("kafka", "lock", "logs", "port-offset", "postgres", "run", "secrets");

    /** What a JVM that crashes leaves where it works, and what macOS leaves wherever one looks. */
    private static final Pattern LEFT_BEHIND =
            Pattern.compile("(hs_err|replay)_pid\\d+\\.log|\\.DS_Store");

    private final StackSettings settings;
    private final Secrets secrets;
    private final StackProcess kafka;
    private final PostgresServer postgres;
    private final ServiceProcesses serviceProcesses;
    private final List<StackProcess> services;
    private final List<StackProcess> started = new CopyOnWriteArrayList<>();

    public LocalStack(StackSettings settings) {
        this.settings = settings;
        this.secrets = new Secrets(settings.home());
        this.kafka =
                KafkaBroker.process(
                        settings.checkout(),
                        settings.home(),
                        settings.ports().kafka(),
                        settings.ports().kafkaController(),
                        settings.routes().values());
        this.postgres =
                PostgresServer.in(
                        settings.checkout(), settings.home(), settings.ports().postgres(), secrets);
        this.serviceProcesses = new ServiceProcesses(settings, secrets);
        this.services = serviceProcesses.all();
    }

    /** All processes, in the order in which they are started. */
    public List<StackProcess> processes() {
        List<StackProcess> all = new ArrayList<>();
        all.add(postgres.process());
        all.add(kafka);
        all.addAll(services);
        return all;
    }

    /** The process of that name, e.g. {@code provisioner-1} or {@code kafka}. */
    public StackProcess process(String name) {
        return processes().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new StackException(
                                        "There is no process '%s'; there are %s."
                                                .formatted(
                                                        name,
                                                        processes().stream()
                                                                .map(StackProcess::name)
                                                                .toList())));
    }

    /**
     * Starts what does not run, and what runs an older build than there is now; waits until all
     * serve. Where one cannot be started, those that this call started are stopped again.
     *
     * @param progress is told each step, from several threads
     */
    public void up(Consumer<String> progress) {
        List<StackProcess> infrastructure = List.of(postgres.process(), kafka);
        stopOutdated(progress);
        processes().forEach(StackProcess::checkPorts);
        if (!serviceProcesses.arePrepared()) {
            progress.accept("preparing the services for quick starts, once for each build");
        }
        try {
            SideBySide.each(
                    infrastructure, p -> startAndAwait(p, INFRASTRUCTURE_PATIENCE, progress));
            postgres.bootstrap();
            SideBySide.each(services, p -> startAndAwait(p, SERVICE_PATIENCE, progress));
        } catch (RuntimeException e) {
            undoUp();
            throw e;
        }
    }

    /** Stops what {@link #up} has started, ready or not; it starts nothing any more. */
    public void undoUp() {
        processes().forEach(StackProcess::giveUp);
        stop(started, step -> {});
    }

    private void startAndAwait(StackProcess process, Duration patience, Consumer<String> progress) {
        boolean there = process.isRunning();
        if (!there) {
            started.add(process);
            process.start();
        }
        process.awaitReady(patience);
        progress.accept(
                "%s %s on port %d"
                        .formatted(
                                process.name(),
                                there ? "was running already" : "is ready",
                                process.port()));
    }

    /** A build puts new jars in the place of those that processes still read. */
    private void stopOutdated(Consumer<String> progress) {
        List<StackProcess> outdated =
                services.stream().filter(s -> s.isOlderThan(buildOf(s))).toList();
        stop(outdated, step -> progress.accept(step + ", to run the new build"));
    }

    private Instant buildOf(StackProcess service) {
        String module = service.name().substring(0, service.name().lastIndexOf('-'));
        try {
            return Files.getLastModifiedTime(settings.checkout().executable(module)).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one process, unless it runs, and waits until it serves. */
    public void start(String name) {
        StackProcess process = process(name);
        process.start();
        process.awaitReady(SERVICE_PATIENCE);
    }

    /** Stops one process, as an operator would. */
    public void stop(String name) {
        process(name).stop(STOP_PATIENCE);
    }

    /** Stops all that runs: the gateways, then the other services, then broker and database. */
    public void down(Consumer<String> progress) {
        stop(processes(), progress);
    }

    private void stop(Collection<StackProcess> processes, Consumer<String> progress) {
        List<StackProcess> infrastructure = List.of(postgres.process(), kafka);
        stopSideBySide(processes, p -> p.name().startsWith("scim-gateway-"), progress);
        stopSideBySide(processes, p -> !infrastructure.contains(p), progress);
        stopSideBySide(processes, p -> true, progress);
    }

    private static void stopSideBySide(
            Collection<StackProcess> processes,
            Predicate<StackProcess> which,
            Consumer<String> progress) {
        List<StackProcess> running =
                processes.stream().filter(which).filter(StackProcess::isRunning).toList();
        SideBySide.each(
                running,
                p -> {
                    p.stop(STOP_PATIENCE);
                    progress.accept(p.name() + " has stopped");
                });
    }

    /**
     * Stops all and removes data, logs and secrets.
     *
     * @throws StackException where the home has anything that no stack puts there: then nothing is
     *     stopped or removed
     */
    public void reset(Consumer<String> progress) {
        if (!Files.exists(settings.home())) {
            down(progress);
            return;
        }
        requireNothingElse();
        down(progress);
        try (Stream<Path> files = Files.walk(settings.home())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes sure that the home, if there is one, has nothing that no stack puts there.
     *
     * @throws StackException where it has
     */
    public void requireNothingElse() {
        if (!Files.exists(settings.home())) {
            return;
        }
        try (Stream<Path> files = Files.list(settings.home())) {
            files.filter(file -> !isItsOwn(file.getFileName().toString()))
                    .sorted()
                    .findFirst()
                    .ifPresent(
                            file -> {
                                throw new StackException(
                                        "%s is not only a stack's: it has %s. Nothing was removed; move that away, or remove by hand what is a stack's (%s)."
                                                .formatted(
                                                        settings.home(),
                                                        file.getFileName(),
                                                        String.join(", ", CONTENTS)));
                            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isItsOwn(String name) {
        return CONTENTS.contains(name) || LEFT_BEHIND.matcher(name).matches();
    }

    public StackSettings settings() {
        return settings;
    }

    public Secrets secrets() {
        return secrets;
    }

    public PostgresServer postgres() {
        return postgres;
    }

    /** {@code 127.0.0.1:9092} or as moved. */
    public String bootstrapServers() {
        return "127.0.0.1:" + settings.ports().kafka();
    }

    /** What an admin types into Okta, for each gateway. */
    public List<URI> scimBaseUrls() {
        return each(settings.ports().gateways(), "/scim/v2");
    }

    /** The admin API of each provisioner. */
    public List<URI> provisionerAdminUrls() {
        return each(settings.ports().provisioners(), "");
    }

    /** The admin API of each number service. */
    public List<URI> numberServiceAdminUrls() {
        return each(settings.ports().numberServices(), "");
    }

    private static List<URI> each(List<Integer> ports, String path) {
        List<URI> urls = new ArrayList<>();
        for (int i = 0; i < ports.size(); i += 2) {
            urls.add(URI.create("http://127.0.0.1:" + ports.get(i) + path));
        }
        return urls;
    }
}
