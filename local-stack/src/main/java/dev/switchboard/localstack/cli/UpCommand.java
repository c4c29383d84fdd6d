package dev.switchboard.localstack.cli;

import dev.switchboard.localstack.DemoCompany;
import dev.switchboard.localstack.LocalStack;
import dev.switchboard.localstack.StackException;
import dev.switchboard.localstack.StackLock;

import picocli.CommandLine.Command;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** {@code ./switchboard up} */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description =
                "Starts broker, database, services and a demo company; starts only what is"
                        + " missing.")
final class UpCommand extends StackCommand {

    @Override
    public Integer call() {
        LocalStack stack = stack();
        PrintWriter out = out();
        Instant begin = Instant.now();
        try (StackLock _ = StackLock.of(stack.settings().home())) {
            root().keepPortOffset(stack);
            out.printf("Starting in %s%n", stack.settings().home());
            out.flush();
            start(
                    stack,
                    step -> {
                        synchronized (out) {
                            out.printf("  %5.1f s  %s%n", seconds(begin), step);
                            out.flush();
                        }
                    });
        }
        out.printf("  %5.1f s  everything is ready%n%n", seconds(begin));
        tellWhatToTry(stack, out);
        out.flush();
        return 0;
    }

    /** All or nothing, Ctrl-C included. */
    private static void start(LocalStack stack, Consumer<String> progress) {
        Thread giveUp = new Thread(stack::undoUp);
        Runtime.getRuntime().addShutdownHook(giveUp);
        try {
            stack.up(progress);
            new DemoCompany(stack).ensure();
        } catch (RuntimeException e) {
            stack.undoUp();
            throw e;
        }
        Runtime.getRuntime().removeShutdownHook(giveUp);
    }

    private static void tellWhatToTry(LocalStack stack, PrintWriter out) {
        String token =
                stack.secrets()
                        .find(DemoCompany.TOKEN)
                        .orElseThrow(() -> new StackException("The demo token is missing."));
        out.printf("SCIM base URL   %s%n", stack.scimBaseUrls().getFirst());
        out.printf("API token       %s%n", token);
        out.printf(
                "Kafka           %s  (user.commands, user.outcomes, user.events, number.events)%n",
                stack.bootstrapServers());
        out.printf("Logs            %s%n%n", stack.settings().home().resolve("logs"));
        out.println("Try:");
        out.println("  ./switchboard demo --dialect put      plays Okta, step by step");
        out.println("  ./switchboard kafka console-consumer --topic user.events --from-beginning");
        out.println("  ./switchboard status                  also: logs, env, down, reset");
    }

    private static double seconds(Instant begin) {
        return Duration.between(begin, Instant.now()).toMillis() / 1000.0;
    }
}
