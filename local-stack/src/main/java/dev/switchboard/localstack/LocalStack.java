package dev.switchboard.localstack;

import dev.switchboard.localstack.Progress.Event;
import dev.switchboard.localstack.StackSettings.Lifetime;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A broker, a database and the three services, each a process of its own on the loopback interface.
 * Every process can be started, stopped, killed or frozen by itself, by its name: {@code kafka},
 * {@code postgres}, {@code provisioner-1}, {@code number-service-1}, {@code scim-gateway-1} and so
 * on. Safe for use by several threads as far as they deal with different processes.
 */
public final class LocalStack implements AutoCloseable {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);

    private final StackSettings settings;
    private final StackHome home;
    private final Secrets secrets;
    private final Progress progress;
    private final KafkaBroker kafka;
    private final PostgresServer postgres;
    private final List<Component> components;
    private final Set<String> startedHere = ConcurrentHashMap.newKeySet();
    private boolean guarded;

    /** Starts nothing yet. */
    public LocalStack(StackSettings settings) {
        this(settings, Progress.SILENT);
    }

    /** Starts nothing yet. */
    public LocalStack(StackSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
        this.home = new StackHome(settings.home());
        this.secrets = new Secrets(home.secrets());
        this.kafka = new KafkaBroker(home, settings.project(), settings.ports());
        this.postgres =
                new PostgresServer(
                        home,
                        secrets,
                        settings.ports(),
                        settings.lifetime() == Lifetime.UNTIL_STOPPED);
        this.components = components();
    }

    private List<Component> components() {
        List<Component> all = new ArrayList<>();
        for (StackPart part : StackPart.values()) {
            for (int i = 1; i <= settings.count(part); i++) {
                all.add(
                        switch (part) {
                            case KAFKA -> kafka;
                            case POSTGRES -> postgres;
                            case PROVISIONER, NUMBER_SERVICE, SCIM_GATEWAY -> service(part, i);
                        });
            }
        }
        return List.copyOf(all);
    }

    private ServiceInstance service(StackPart part, int instance) {
        return new ServiceInstance(
                part, instance, settings.project(), settings.ports(), () -> environment(part));
    }

    private Map<String, String> environment(StackPart service) {
        DatabasePasswords passwords = postgres.passwords();
        Map<String, String> environment = new HashMap<>(settings.environment());
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
        environment.put("SPRING_DATASOURCE_URL", jdbcUrl());
        switch (service) {
            case KAFKA, POSTGRES -> throw new IllegalArgumentException(service.label());
            case SCIM_GATEWAY -> login(environment, "scim_gateway", passwords.scimGateway());
            case PROVISIONER -> {
                login(environment, "provisioner", passwords.provisioner());
                environment.put("SWITCHBOARD_ADMIN_TOKEN", adminToken());
            }
            case NUMBER_SERVICE -> {
                login(environment, "number_service", passwords.numberService());
                environment.put("SWITCHBOARD_ADMIN_TOKEN", adminToken());
            }
        }
        return environment;
    }

    private static void login(Map<String, String> environment, String user, String password) {
        environment.put("SPRING_DATASOURCE_USERNAME", user);
        environment.put("SPRING_DATASOURCE_PASSWORD", password);
    }

    /** The names of all processes, in the order of their start. */
    public List<String> names() {
        return components.stream().map(Component::name).toList();
    }

    /**
     * Starts what does not run: broker and database side by side, then the services side by side;
     * returns when all answer.
     *
     * @throws StackException if one cannot start; what this call had started is stopped again
     */
    public void start() {
        start(names());
    }

    /**
     * Starts those of the named processes that do not run, as {@link #start()} does.
     *
     * @throws StackException if one cannot start; what this call had started is stopped again
     */
    public void start(Collection<String> names) {
        List<Component> wanted = names.stream().map(this::component).toList();
        checkPorts(wanted);
        makeHome();
        Set<String> started = ConcurrentHashMap.newKeySet();
        try {
            startSideBySide(wanted.stream().filter(c -> !c.part().isService()).toList(), started);
            startSideBySide(wanted.stream().filter(c -> c.part().isService()).toList(), started);
        } catch (StackException e) {
            stopAll(wanted.stream().filter(c -> started.contains(c.name())).toList());
            throw e;
        }
    }

    /** Starts one process if it does not run; returns when it answers. */
    public void start(String name) {
        start(List.of(name));
    }

    /** Stops what this object has started, ready or not. */
    public void stopWhatStartedHere() {
        stopAll(components.stream().filter(c -> startedHere.contains(c.name())).toList());
    }

    private void checkPorts(List<Component> wanted) {
        for (Component component : wanted) {
            if (!isRunning(component.name())) {
                component.ports().forEach(port -> checkPort(component, port));
            }
        }
    }

    private static void checkPort(Component component, int port) {
        if (!Ports.isFree(port)) {
            throw new StackException(
                    "Port %d, where %s is to listen, is taken by another program; end that one or move the whole stack with --port-offset."
                            .formatted(port, component.name()));
        }
    }

    private synchronized void makeHome() {
        home.create();
        if (settings.lifetime() == Lifetime.THIS_JVM && !guarded) {
            Guard.watch(settings.home());
            guarded = true;
        }
    }

    private void startSideBySide(List<Component> wanted, Set<String> started) {
        SideBySide.run(wanted.stream().map(c -> (Runnable) () -> startOne(c, started)).toList());
    }

    private void startOne(Component component, Set<String> started) {
        long begin = System.nanoTime();
        StackProcess process = process(component.name());
        if (process.handle().isPresent()) {
            await(component, begin);
            progress.on(component.name(), Event.ALREADY_RUNNING, since(begin));
            return;
        }
        progress.on(component.name(), Event.STARTING, since(begin));
        component.prepare();
        home.rotateLog(component.name());
        started.add(component.name());
        startedHere.add(component.name());
        process.start(component.command(), component.environment(), home.log(component.name()));
        await(component, begin);
        component.complete();
        progress.on(component.name(), Event.READY, since(begin));
    }

    private void await(Component component, long begin) {
        StackProcess process = process(component.name());
        while (!component.isReady()) {
            if (process.handle().isEmpty()) {
                throw new StackException(
                        LogTail.explain(
                                component.name() + " ended while starting",
                                home.log(component.name())));
            }
            if (since(begin).compareTo(component.patience()) > 0) {
                throw new StackException(
                        LogTail.explain(
                                "%s was not ready within %d s"
                                        .formatted(
                                                component.name(), component.patience().toSeconds()),
                                home.log(component.name())));
            }
            StackProcess.pause();
        }
    }

    /** Stops everything in good order, services first. Does nothing to what does not run. */
    public void stop() {
        stopAll(components);
    }

    private void stopAll(List<Component> wanted) {
        SideBySide.run(stops(wanted, StackPart.SCIM_GATEWAY));
        SideBySide.run(stops(wanted, StackPart.PROVISIONER, StackPart.NUMBER_SERVICE));
        SideBySide.run(stops(wanted, StackPart.KAFKA, StackPart.POSTGRES));
    }

    private List<Runnable> stops(List<Component> wanted, StackPart... parts) {
        return wanted.stream()
                .filter(c -> List.of(parts).contains(c.part()))
                .map(c -> (Runnable) () -> stop(c.name()))
                .toList();
    }

    /**
     * Asks one process to end; kills it if it has not ended after 20 s. Returns when it is gone.
     */
    public void stop(String name) {
        Component component = component(name);
        long begin = System.nanoTime();
        StackProcess process = process(name);
        if (process.handle().isEmpty()) {
            process.awaitEnd(Duration.ZERO);
            return;
        }
        process.signal("CONT");
        process.signal(component.stopSignal());
        if (process.awaitEnd(STOP_PATIENCE)) {
            progress.on(name, Event.STOPPED, since(begin));
        } else {
            kill(name);
        }
    }

    /** Kills one process with SIGKILL; returns when it is gone. */
    public void kill(String name) {
        component(name);
        long begin = System.nanoTime();
        StackProcess process = process(name);
        process.signalAll("KILL");
        if (!process.awaitEnd(KILL_PATIENCE)) {
            throw new StackException(
                    "%s (process %d) is still there %d s after it was killed."
                            .formatted(
                                    name,
                                    process.handle().map(ProcessHandle::pid).orElse(0L),
                                    KILL_PATIENCE.toSeconds()));
        }
        progress.on(name, Event.KILLED, since(begin));
    }

    /**
     * Freezes a process and its children with SIGSTOP: they keep their connections, unanswering.
     */
    public void pause(String name) {
        component(name);
        process(name).signalAll("STOP");
    }

    /** Lets a frozen process go on. */
    public void resume(String name) {
        component(name);
        process(name).signalAll("CONT");
    }

    /** Stops a process in good order and starts it again; returns when it answers. */
    public void restart(String name) {
        stop(name);
        start(name);
    }

    public boolean isRunning(String name) {
        return process(name).handle().isPresent();
    }

    /** How each process is now, in the order of their start. */
    public List<ProcessStatus> status() {
        return components.parallelStream().map(this::status).toList();
    }

    private ProcessStatus status(Component component) {
        OptionalLong pid =
                process(component.name()).handle().stream().mapToLong(ProcessHandle::pid).findAny();
        ProcessStatus.Health health =
                pid.isEmpty()
                        ? ProcessStatus.Health.STOPPED
                        : component.isReady()
                                ? ProcessStatus.Health.READY
                                : ProcessStatus.Health.NOT_READY;
        return new ProcessStatus(component.name(), pid, component.ports().getFirst(), health);
    }

    /** Stops everything and deletes all data, logs and secrets. */
    public void reset() {
        stop();
        home.wipe();
    }

    /** Stops everything if it was to live no longer than this JVM. */
    @Override
    public void close() {
        if (settings.lifetime() == Lifetime.THIS_JVM) {
            reset();
        }
    }

    /** The broker's address, for clients on this machine. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** The address of the one database. */
    public String jdbcUrl() {
        return postgres.jdbcUrl(PostgresServer.DATABASE);
    }

    /** The address of any database of the server. */
    public String jdbcUrl(String database) {
        return postgres.jdbcUrl(database);
    }

    /** The password of PostgreSQL's superuser, {@code postgres}. */
    public String superuserPassword() {
        return postgres.superuserPassword();
    }

    /** The passwords of the services' roles. */
    public DatabasePasswords databasePasswords() {
        return postgres.passwords();
    }

    /** What both admin APIs take as the bearer token. */
    public String adminToken() {
        return secrets.get(Secrets.ADMIN_TOKEN);
    }

    /**
     * Where a service listens: the SCIM endpoint's host or the admin API's, without a path.
     *
     * @param instance from 1
     */
    public URI url(StackPart service, int instance) {
        return instance(service, instance).url();
    }

    /**
     * Where a service's health and metrics are, without a path.
     *
     * @param instance from 1
     */
    public URI managementUrl(StackPart service, int instance) {
        return instance(service, instance).managementUrl();
    }

    private ServiceInstance instance(StackPart service, int instance) {
        if (component(service.processName(instance)) instanceof ServiceInstance found) {
            return found;
        }
        throw new StackException(service.label() + " is no service.");
    }

    /** The settings that it was made with. */
    public StackSettings settings() {
        return settings;
    }

    StackHome home() {
        return home;
    }

    Secrets secrets() {
        return secrets;
    }

    KafkaBroker kafka() {
        return kafka;
    }

    private StackProcess process(String name) {
        return new StackProcess(home.pidFile(name));
    }

    private Component component(String name) {
        return components.stream()
                .filter(c -> c.name().equals(name))
                .findAny()
                .orElseThrow(
                        () ->
                                new StackException(
                                        "There is no process '%s'; there are: %s."
                                                .formatted(name, String.join(", ", names()))));
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
