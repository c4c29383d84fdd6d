package dev.switchboard.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A start of a service for the sake of what its JVM writes down when it ends. Unlike a {@link
 * StackProcess} it does not outlive this process: it would hold the service's ports, and be taken
 * for it.
 *
 * @param directory where it works
 * @param environment as the service has it
 * @param ready whether it serves
 */
record Training(Path directory, Supplier<Map<String, String>> environment, BooleanSupplier ready) {

    // The first start of a build is the one that migrates.
    private static final Duration READY_PATIENCE = Duration.ofMinutes(2);
    private static final Duration END_PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(50);

    private static final String END = "end\n";

    /**
     * A shell between us and the service: asks it to end when it is told so, and kills it where its
     * input ends without a word, as it does with this process, however that ends.
     */
    private static final List<String> LIFELINE =
            List.of(
                    "bash",
                    "-c",
                    """
                    exec 3<&0
                    "$@" < /dev/null 3<&- &
                    service=$!
                    { if read -r word <&3; then kill $service; else kill -9 $service; fi; } &
                    watch=$!
                    wait $service
                    kill $watch 2> /dev/null
                    """,
                    "training");

    /**
     * Starts it, and ends it when it is ready.
     *
     * @param log where its output goes
     * @return whether it was ready and ended as it should
     * @throws StackException where the thread is interrupted
     */
    boolean run(List<String> command, Path log) throws IOException {
        List<String> withLifeline = new ArrayList<>(LIFELINE);
        withLifeline.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(withLifeline)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(environment.get());
        Process shell = builder.start();
        try (var lifeline = shell.getOutputStream()) {
            if (!awaitReady(shell)) {
                return false;
            }
            lifeline.write(END.getBytes(UTF_8));
            lifeline.flush();
            return shell.waitFor(END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while a service was prepared.", e);
        }
    }

    private boolean awaitReady(Process shell) throws InterruptedException {
        Instant deadline = Instant.now().plus(READY_PATIENCE);
        while (shell.isAlive() && Instant.now().isBefore(deadline)) {
            if (ready.getAsBoolean()) {
                return true;
            }
            Thread.sleep(LOOK);
        }
        return false;
    }
}
