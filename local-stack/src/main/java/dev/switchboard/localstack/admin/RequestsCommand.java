package dev.switchboard.localstack.admin;

import dev.switchboard.localstack.trace.SinceConverter;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import tools.jackson.databind.JsonNode;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * {@code ./switchboard requests}: what a company's clients asked and what they were told, by the
 * provisioner's admin API. Exit code 3 where nothing was found.
 */
@Command(
        name = "requests",
        mixinStandardHelpOptions = true,
        description = {
            "What Okta asked and what it was told, the latest last.",
            "Shows userNames where answers name them. With --json one object for each request, one a line."
        })
public final class RequestsCommand extends AdminCommand implements Callable<Integer> {

    private static final int NOTHING_FOUND = 3;

    private final Clock clock;

    @Option(
            names = "--company",
            paramLabel = "COMPANY",
            description = "Id or name; default: all companies.")
    private @Nullable String company;

    @Option(names = "--failed", description = "Only answers of 400 and above.")
    private boolean failed;

    @Option(names = "--status", paramLabel = "N", description = "Only this HTTP status.")
    private @Nullable Integer status;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "1d",
            converter = SinceConverter.class,
            description = "How far back, e.g. 30m, 2h, 7d; default: ${DEFAULT-VALUE}.")
    private Duration since = Duration.ZERO;

    @Option(names = "--resource", paramLabel = "ID", description = "Only this user or group.")
    private @Nullable UUID resource;

    @Option(names = "--request-id", paramLabel = "ID", description = "Only this request.")
    private @Nullable String requestId;

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            description = "Part of an error's detail or of the path, e.g. a userName.")
    private @Nullable String text;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many of a company at most, 1 to 1000; default: ${DEFAULT-VALUE}.")
    private int count;

    /**
     * @param runningStack finds the local stack; empty where none is running
     */
    public RequestsCommand(Supplier<Optional<AdminAddress>> runningStack, Clock clock) {
        super(runningStack);
        this.clock = clock;
    }

    @Override
    public Integer call() {
        AdminClient client = client();
        List<JsonNode> found = new ArrayList<>();
        for (String each : companies(client)) {
            client.get(each + "/requests?" + query()).path("requests").forEach(found::add);
        }
        // The answers are the latest first; a reader wants those next to the prompt.
        List<JsonNode> inOrder =
                found.stream()
                        .sorted(
                                Comparator.comparing(
                                        r -> Instant.parse(r.path("answeredAt").asString())))
                        .toList();
        PrintWriter out = out();
        inOrder.forEach(request -> out.println(isJson() ? request.toString() : line(request)));
        out.flush();
        if (inOrder.isEmpty()) {
            err().println("No request is logged that fits.");
            return NOTHING_FOUND;
        }
        return 0;
    }

    private List<String> companies(AdminClient client) {
        if (company != null) {
            return List.of(client.company(company));
        }
        return client.get("/companies")
                .valueStream()
                .map(c -> "/companies/" + c.path("id").asString())
                .toList();
    }

    private String query() {
        List<String> parameters = new ArrayList<>();
        parameters.add("from=" + clock.instant().minus(since));
        parameters.add("count=" + count);
        parameters.add("failed=" + failed);
        add(parameters, "status", status);
        add(parameters, "resource", resource);
        add(parameters, "requestId", requestId);
        add(parameters, "text", text);
        return String.join("&", parameters);
    }

    private static void add(List<String> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.add(name + "=" + AdminClient.segment(value.toString()));
        }
    }

    private static String line(JsonNode request) {
        String query = request.path("query").asString("");
        String scimType = request.path("scimType").asString("");
        String detail = request.path("detail").asString("");
        return "%s  %d%s  %s %s%s  %.1f ms  token '%s'  [%s]%s"
                .formatted(
                        request.path("answeredAt").asString(),
                        request.path("status").asInt(),
                        scimType.isEmpty() ? "" : " " + scimType,
                        request.path("method").asString(),
                        request.path("path").asString(),
                        query.isEmpty() ? "" : "?" + query,
                        request.path("durationMicros").asLong() / 1000.0,
                        request.path("tokenName").asString("?"),
                        request.path("requestId").asString(),
                        detail.isEmpty() ? "" : System.lineSeparator() + "    " + detail);
    }
}
