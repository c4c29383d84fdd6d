package dev.switchboard.localstack.admin;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Commands on one kind of thing; where the admin API is, and how answers are printed. */
abstract class AdminCommand {

    private final Supplier<Optional<AdminAddress>> runningStack;
    private final String urlVariable;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--admin-url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description =
                    "The service's admin API, with SWITCHBOARD_ADMIN_TOKEN beside it; default:"
                            + " PROVISIONER_ADMIN_URL (for numbers NUMBER_SERVICE_ADMIN_URL), else the"
                            + " running stack's.")
    private @Nullable URI adminUrl;

    @Option(
            names = "--admin-token",
            scope = ScopeType.INHERIT,
            defaultValue = "${env:SWITCHBOARD_ADMIN_TOKEN}",
            hidden = true)
    private @Nullable String adminToken;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Prints what the admin API answers.")
    private boolean json;

    /** Commands that ask the provisioner. */
    AdminCommand(Supplier<Optional<AdminAddress>> runningStack) {
        this(runningStack, "PROVISIONER_ADMIN_URL");
    }

    /**
     * @param urlVariable the environment variable that says where the service's admin API is
     */
    AdminCommand(Supplier<Optional<AdminAddress>> runningStack, String urlVariable) {
        this.runningStack = runningStack;
        this.urlVariable = urlVariable;
    }

    final AdminClient client() {
        URI url = adminUrl == null ? fromEnvironment() : adminUrl;
        String token = adminToken;
        if (url != null && token != null) {
            return new AdminClient(new AdminAddress(url, token));
        }
        AdminAddress running =
                runningStack
                        .get()
                        .orElseThrow(
                                () ->
                                        new ParameterException(
                                                spec().commandLine(),
                                                "No stack is running here. Start one with ./switchboard up, or set %s and SWITCHBOARD_ADMIN_TOKEN."
                                                        .formatted(urlVariable)));
        return new AdminClient(
                new AdminAddress(
                        url == null ? running.url() : url,
                        token == null ? running.token() : token));
    }

    /**
     * The admin API of another service of the same system, where it is known.
     *
     * @param variable the environment variable that says where it is
     */
    final Optional<AdminClient> besideIt(
            String variable, Supplier<Optional<AdminAddress>> runningStack) {
        URI url = fromEnvironment(variable);
        String token = adminToken;
        if (url != null && token != null) {
            return Optional.of(new AdminClient(new AdminAddress(url, token)));
        }
        // What runs here does not belong to a service elsewhere.
        return adminUrl != null || fromEnvironment() != null
                ? Optional.empty()
                : runningStack.get().map(AdminClient::new);
    }

    private @Nullable URI fromEnvironment() {
        return fromEnvironment(urlVariable);
    }

    private static @Nullable URI fromEnvironment(String variable) {
        String url = System.getenv(variable);
        return url == null || url.isBlank() ? null : URI.create(url);
    }

    static ObjectNode body() {
        return JsonNodeFactory.instance.objectNode();
    }

    static void putIfGiven(ObjectNode body, String name, @Nullable String value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    /**
     * Prints rows of values under headings, as wide as they need.
     *
     * @param headings the name of each column, and the JSON field that it shows
     */
    final int print(JsonNode answer, String... headings) {
        return print(answer, answer.isArray() ? answer.valueStream() : Stream.of(answer), headings);
    }

    /**
     * Prints rows that are made of an answer.
     *
     * @param answer what {@code --json} prints instead
     */
    final int print(JsonNode answer, Stream<? extends JsonNode> rows, String... headings) {
        PrintWriter out = out();
        if (json) {
            out.println(answer.toPrettyString());
        } else {
            List<List<String>> lines = new ArrayList<>();
            lines.add(List.of(headings).stream().map(AdminCommand::heading).toList());
            rows.forEach(
                    row ->
                            lines.add(
                                    List.of(headings).stream()
                                            .map(field -> text(row.path(field)))
                                            .toList()));
            lines.forEach(line -> out.println(line(line, lines)));
        }
        out.flush();
        return 0;
    }

    /** Whether programs read what is printed. */
    final boolean isJson() {
        return json;
    }

    final int say(String sentence) {
        PrintWriter out = out();
        out.println(sentence);
        out.flush();
        return 0;
    }

    /** Prints what can be seen only now, in a form that a script can take. */
    final int printToken(JsonNode answer) {
        if (json) {
            return print(answer);
        }
        spec().commandLine()
                .getErr()
                .println(
                        "Token %s, valid until %s. It is shown this once:"
                                .formatted(
                                        answer.path("id").asString(),
                                        answer.path("expiresAt").asString()));
        return say(answer.path("token").asString());
    }

    private static String line(List<String> row, List<List<String>> rows) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            int column = i;
            int width = rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
            String value = row.get(i);
            line.append(value).repeat(' ', width - value.length() + 2);
        }
        return line.toString().stripTrailing();
    }

    /** {@code areaCode} is {@code AREA CODE}, {@code on_hold} is {@code ON HOLD}. */
    private static String heading(String field) {
        return field.replaceAll("([A-Z])", " $1").replace('_', ' ').toUpperCase(Locale.ROOT);
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            return value.isEmpty()
                    ? "-"
                    : String.join(",", value.valueStream().map(JsonNode::asString).toList());
        }
        return value.isNull() || value.isMissingNode() ? "-" : value.asString();
    }

    final PrintWriter out() {
        return spec().commandLine().getOut();
    }

    final PrintWriter err() {
        return spec().commandLine().getErr();
    }

    final CommandSpec spec() {
        return requireNonNull(spec, "picocli sets it");
    }
}
