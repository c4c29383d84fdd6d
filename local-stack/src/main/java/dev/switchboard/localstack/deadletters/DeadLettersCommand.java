package dev.switchboard.localstack.deadletters;

import static java.util.Objects.requireNonNull;

import dev.switchboard.localstack.StackException;
import dev.switchboard.localstack.deadletters.AdminApis.Answer;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code ./switchboard dead-letters}: records that could not be processed, by the admin APIs of
 * provisioner and number service. Exit code 3 where nothing was open, 1 where something could not
 * be seen or done; what can be is done all the same.
 */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Records that could not be processed: list, show, replay, discard.")
public final class DeadLettersCommand {

    private static final int NOT_ALL = 1;
    private static final int NOTHING_OPEN = 3;
    private static final List<String> ADDRESSES =
            List.of("PROVISIONER_ADMIN_URL", "NUMBER_SERVICE_ADMIN_URL");

    private final Supplier<Optional<AdminApis>> runningStack;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--admin-url",
            split = ",",
            paramLabel = "URL",
            description =
                    "The admin APIs, e.g. http://provisioner:8082,http://number-service:8084, with"
                            + " SWITCHBOARD_ADMIN_TOKEN beside it; default: PROVISIONER_ADMIN_URL and"
                            + " NUMBER_SERVICE_ADMIN_URL, else the running stack's.")
    private List<URI> urls = new ArrayList<>();

    @Option(names = "--admin-token", defaultValue = "${env:SWITCHBOARD_ADMIN_TOKEN}", hidden = true)
    private @Nullable String token;

    /**
     * @param runningStack finds the local stack's admin APIs; empty where none is running
     */
    public DeadLettersCommand(Supplier<Optional<AdminApis>> runningStack) {
        this.runningStack = runningStack;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Those that nobody has handled yet, the oldest of each partition first.")
    int list(
            @Option(names = "--limit", defaultValue = "100", description = "${DEFAULT-VALUE}")
                    int limit,
            @Option(names = "--json", description = "One JSON object a line.") boolean json) {
        Open open = open(limit);
        open.letters.forEach(letter -> out().println(json ? letter.toString() : line(letter)));
        out().flush();
        if (!open.allAsked) {
            return NOT_ALL;
        }
        if (open.letters.isEmpty()) {
            err().println("No dead letter is open.");
        }
        return open.letters.isEmpty() ? NOTHING_OPEN : 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "One with its headers and its value, which may hold personal data.")
    int show(@Parameters(paramLabel = "TOPIC/PARTITION/OFFSET") String id) {
        out().println(one("GET", id, "").toPrettyString());
        out().flush();
        return 0;
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description =
                    "Sends it again; mend the cause first. Doing it twice changes nothing more.")
    int replay(
            @Parameters(arity = "0..*", paramLabel = "TOPIC/PARTITION/OFFSET") List<String> ids,
            @Option(names = "--all", description = "All that are open.") boolean all) {
        return handle(ids, all, "replay", "sent again");
    }

    @Command(
            name = "discard",
            mixinStandardHelpOptions = true,
            description = "Sets it aside for good; the topic keeps it until its time is over.")
    int discard(
            @Parameters(arity = "0..*", paramLabel = "TOPIC/PARTITION/OFFSET") List<String> ids,
            @Option(names = "--all", description = "All that are open.") boolean all) {
        return handle(ids, all, "discard", "discarded");
    }

    private int handle(@Nullable List<String> ids, boolean all, String verb, String done) {
        List<String> chosen = new ArrayList<>(ids == null ? List.of() : ids);
        boolean allDone = true;
        if (all) {
            Open open = open(1000);
            open.letters.forEach(letter -> chosen.add(idOf(letter)));
            allDone = open.allAsked && !open.areMore;
        } else if (chosen.isEmpty()) {
            throw new StackException("Name the letters (see list), or say --all.");
        }
        for (String id : chosen) {
            allDone &= handle(id, verb, done);
        }
        out().flush();
        if (!allDone) {
            return NOT_ALL;
        }
        return chosen.isEmpty() ? NOTHING_OPEN : 0;
    }

    /** False where it could not be, which is no reason to leave the next one. */
    private boolean handle(String id, String verb, String done) {
        try {
            boolean handled = one("POST", id, "/" + verb).path("done").asBoolean();
            out().println(id + (handled ? " was " + done : " was not open any more"));
            return true;
        } catch (StackException failure) {
            err().println(failure.getMessage());
            return false;
        }
    }

    /**
     * @param allAsked whether every service has answered
     * @param areMore whether some were left out, since there are too many
     */
    private record Open(List<JsonNode> letters, boolean allAsked, boolean areMore) {}

    private Open open(int limit) {
        AdminApis apis = apis();
        List<JsonNode> open = new ArrayList<>();
        boolean allAsked = true;
        boolean areMore = false;
        for (URI url : apis.urls()) {
            try {
                JsonNode body = apis.list(url, limit);
                body.path("letters").forEach(open::add);
                if (body.path("more").asBoolean()) {
                    areMore = true;
                    err().println("There are more at " + url + ".");
                }
            } catch (StackException away) {
                // The other service's can be shown all the same.
                err().println(away.getMessage());
                allAsked = false;
            }
        }
        return new Open(open, allAsked, areMore);
    }

    private JsonNode one(String method, String id, String verb) {
        if (!id.matches("[a-z.-]+/[0-9]+/[0-9]+")) {
            throw new StackException(
                    "'%s' names no dead letter; list shows them as topic/partition/offset, e.g. user.commands-dlt/3/17."
                            .formatted(id));
        }
        AdminApis apis = apis();
        String why = "";
        for (URI url : apis.urls()) {
            String said;
            try {
                Answer answer = apis.ask(url, method, "/" + id + verb);
                if (answer.status() == 200) {
                    return answer.body();
                }
                said = answer.body().path("detail").asString("");
            } catch (StackException away) {
                said = String.valueOf(away.getMessage());
            }
            why = why + System.lineSeparator() + said;
        }
        throw new StackException("No dead letter '" + id + "' was found:" + why);
    }

    private AdminApis apis() {
        List<URI> named = urls.isEmpty() ? fromEnvironment() : urls;
        if (!named.isEmpty() && token != null) {
            return new AdminApis(named, token);
        }
        AdminApis running =
                runningStack
                        .get()
                        .orElseThrow(
                                () ->
                                        wrong(
                                                "No stack is running here. Start one with ./switchboard up, or set PROVISIONER_ADMIN_URL,"
                                                        + " NUMBER_SERVICE_ADMIN_URL and SWITCHBOARD_ADMIN_TOKEN."));
        return new AdminApis(
                named.isEmpty() ? running.urls() : named, token == null ? running.token() : token);
    }

    /** Both or none: one service alone knows of its own letters only. */
    private List<URI> fromEnvironment() {
        List<String> missing = ADDRESSES.stream().filter(name -> valueOf(name).isBlank()).toList();
        if (missing.size() == 1) {
            throw wrong(
                    "Set %s too, or none of %s: each service looks after its own dead letters."
                            .formatted(missing.getFirst(), String.join(" and ", ADDRESSES)));
        }
        return missing.isEmpty()
                ? ADDRESSES.stream().map(name -> URI.create(valueOf(name))).toList()
                : List.of();
    }

    private static String valueOf(String variable) {
        return Objects.requireNonNullElse(System.getenv(variable), "");
    }

    private ParameterException wrong(String what) {
        return new ParameterException(requireNonNull(spec, "picocli sets it").commandLine(), what);
    }

    private static String idOf(JsonNode letter) {
        return "%s/%d/%d"
                .formatted(
                        letter.path("topic").asString(),
                        letter.path("partition").asInt(),
                        letter.path("offset").asLong());
    }

    private static String line(JsonNode letter) {
        return "%s  %s  key %s  %s  attempts %s  replays %d%n    %s"
                .formatted(
                        letter.path("deadSince").asString(),
                        idOf(letter),
                        letter.path("key").asString("-"),
                        letter.path("type").asString("no type"),
                        letter.path("attempts").asString("?"),
                        letter.path("replays").asInt(),
                        letter.path("reason").asString("no reason"));
    }

    private PrintWriter out() {
        return requireNonNull(spec, "picocli sets it").commandLine().getOut();
    }

    private PrintWriter err() {
        return requireNonNull(spec, "picocli sets it").commandLine().getErr();
    }
}
