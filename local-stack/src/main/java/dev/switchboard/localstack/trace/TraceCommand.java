package dev.switchboard.localstack.trace;

import static java.util.Objects.requireNonNull;

import dev.switchboard.localstack.StackException;
import dev.switchboard.localstack.trace.Stores.User;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * {@code ./switchboard trace}: the whole story of a request, a user or a group in order of time,
 * from the request log, the topics, and the number service's history. Exit code 3 where there is
 * none.
 */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = {
            "The story of one request or user in order of time, from topics and stores.",
            "Shows userNames and numbers where answers and messages name them."
        })
public final class TraceCommand implements Callable<Integer> {

    private static final int NOTHING_FOUND = 3;

    private final Supplier<Optional<Addresses>> runningStack;
    private final Clock clock;

    @Spec private @Nullable CommandSpec spec;

    @Mixin private final AddressOptions addresses = new AddressOptions();

    @Parameters(
            paramLabel = "ID",
            description = "A request id (X-Request-Id), the id of a user or group, or a userName.")
    private String what = "";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "7d",
            converter = SinceConverter.class,
            description = "How far back to read, e.g. 30m, 2h, 7d; default: ${DEFAULT-VALUE}.")
    private Duration since = Duration.ZERO;

    @Option(names = "--bodies", description = "Print the messages' bodies: personal data.")
    private boolean bodies;

    /**
     * @param runningStack finds the local stack; empty where none is running
     */
    public TraceCommand(Supplier<Optional<Addresses>> runningStack, Clock clock) {
        this.runningStack = runningStack;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        CommandSpec command = requireNonNull(spec, "picocli sets it");
        PrintWriter out = command.commandLine().getOut();
        Addresses stack = addresses.orOf(runningStack, command);
        Instant begin = clock.instant().minus(since);
        try (var stores = new Stores(stack);
                var topics = new TopicScan(stack)) {
            Subject subject = subject(stores, topics, begin, out);
            List<Step> steps = new ArrayList<>(stores.requests(subject, begin));
            topics.find(subject, begin).forEach(m -> steps.add(Messages.step(m, bodies)));
            if (steps.isEmpty()) {
                command.commandLine()
                        .getErr()
                        .printf(
                                "Nothing is known of '%s' in the last %s: look further back with --since, or check the id.%n",
                                what, SinceConverter.text(since));
                return NOTHING_FOUND;
            }
            Story.print(steps, out);
            Story.printNumbers(stores.holdings(subject.keys()), subject.keys(), out);
            out.flush();
            return 0;
        }
    }

    /** Finds out what was meant, and says it. */
    private Subject subject(Stores stores, TopicScan topics, Instant begin, PrintWriter out) {
        Optional<UUID> id = uuid(what);
        Optional<User> user = id.flatMap(stores::user);
        if (user.isPresent()) {
            Story.printUser(user.get(), out);
            return Subject.ofResource(what);
        }
        if (stores.knowsRequest(what)) {
            out.println("Request " + what);
            return Subject.ofRequest(what);
        }
        if (id.isPresent()) {
            out.println(
                    "Not stored now: the story of a request, or of a deleted user, group or id");
            Subject either = Subject.ofResource(what);
            either.requests().add(what);
            return either;
        }
        return named(stores, topics, begin, out);
    }

    private Subject named(Stores stores, TopicScan topics, Instant begin, PrintWriter out) {
        List<User> users = stores.usersNamed(what);
        if (users.size() > 1) {
            users.forEach(user -> Story.printUser(user, out));
            out.flush();
            throw new StackException(
                    "Several companies have a user of that name: give one of the ids above.");
        }
        if (users.size() == 1) {
            Story.printUser(users.getFirst(), out);
            return Subject.ofResource(users.getFirst().id());
        }
        // Nobody has the name: whoever asked for it may have been refused, or be deleted by now.
        Subject subject = Subject.ofRequest(what);
        topics.commands(
                        begin,
                        m ->
                                Messages.body(m)
                                        .at("/resource/userName")
                                        .asString("")
                                        .equalsIgnoreCase(what))
                .forEach(m -> subject.keys().add(m.key()));
        out.printf(
                "No user is named so now; %d creates or changes of that name%n",
                subject.keys().size());
        return subject;
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
