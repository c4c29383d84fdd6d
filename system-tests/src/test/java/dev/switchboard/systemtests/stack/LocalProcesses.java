package dev.switchboard.systemtests.stack;

import dev.switchboard.localstack.Checkout;
import dev.switchboard.localstack.LocalStack;
import dev.switchboard.localstack.StackProcess;
import dev.switchboard.localstack.StackSettings;
import dev.switchboard.localstack.StackSettings.Ports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The local stack on free ports, in a directory of its own, with two gateways. */
final class LocalProcesses implements Stack {

    private static final int GATEWAYS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LocalStack stack;
    private final Thread clearing = new Thread(this::clear, "clear-system-test-stack");

    LocalProcesses() {
        try {
            // Kept after the tests where they failed: its logs tell why.
            Path home = Path.of("target", "stack").toAbsolutePath();
            Files.createDirectories(home);
            this.stack =
                    new LocalStack(
                            new StackSettings(
                                    Checkout.find(),
                                    Files.createTempDirectory(home, "run-"),
                                    Ports.free(GATEWAYS, 1, 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(clearing);
        stack.up(step -> System.out.println("system tests: " + step));
    }

    @Override
    public List<URI> scimBaseUrls() {
        return stack.scimBaseUrls();
    }

    @Override
    public URI provisionerAdmin() {
        return stack.provisionerAdminUrls().getFirst();
    }

    @Override
    public URI numbersAdmin() {
        return stack.numberServiceAdminUrls().getFirst();
    }

    @Override
    public String adminToken() {
        return stack.secrets().of("admin-token");
    }

    @Override
    public String bootstrapServers() {
        return stack.bootstrapServers();
    }

    @Override
    public void kill(Service service) {
        instancesOf(service).forEach(StackProcess::kill);
    }

    @Override
    public void stop(Service service) {
        instancesOf(service).forEach(process -> process.stop(PATIENCE));
    }

    @Override
    public void start(Service service) {
        List<StackProcess> instances = instancesOf(service);
        instances.forEach(StackProcess::start);
        instances.forEach(process -> process.awaitReady(PATIENCE));
    }

    private List<StackProcess> instancesOf(Service service) {
        return stack.processes().stream()
                .filter(process -> process.name().startsWith(service.label() + "-"))
                .toList();
    }

    @Override
    public void close() {
        clear();
        Runtime.getRuntime().removeShutdownHook(clearing);
    }

    private void clear() {
        stack.processes().reversed().forEach(StackProcess::kill);
    }
}
