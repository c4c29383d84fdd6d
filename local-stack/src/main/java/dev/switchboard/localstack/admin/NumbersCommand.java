package dev.switchboard.localstack.admin;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.localstack.StackException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.Supplier;

/** {@code ./switchboard numbers}: every command may be repeated; errors are one sentence. */
@Command(
        name = "numbers",
        mixinStandardHelpOptions = true,
        description = "Telephone numbers: stock, and what an admin does by hand (docs/numbers.md).")
public final class NumbersCommand extends AdminCommand implements Runnable {

    private static final int INVALID_LINES = 4;

    private final Supplier<Optional<AdminAddress>> runningProvisioner;

    /**
     * @param runningStack the number service's admin API; empty where no stack is running
     * @param runningProvisioner the same of the provisioner, which knows the companies
     */
    public NumbersCommand(
            Supplier<Optional<AdminAddress>> runningStack,
            Supplier<Optional<AdminAddress>> runningProvisioner) {
        super(runningStack, "NUMBER_SERVICE_ADMIN_URL");
        this.runningProvisioner = runningProvisioner;
    }

    @Override
    public void run() {
        spec().commandLine().usage(out());
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description =
                    "Takes numbers in; lines are number[,companyId]. Exit code 4 where lines were"
                            + " left out. A file with an id of no company is not sent.")
    int importCsv(
            @Parameters(paramLabel = "FILE.csv") Path file,
            @Option(names = "--dry-run", description = "Only says what would happen.")
                    boolean dryRun) {
        AdminClient client = client();
        if (Files.isRegularFile(file)) {
            requireOwnersKnown(NumberOwners.of(file));
        } else if (Files.exists(file)) {
            err().println(
                            "Whether there are such companies was not checked: what is not a file can be read but once.");
        }
        JsonNode report =
                client.postCsv(
                        "/numbers?dryRun=" + dryRun,
                        file,
                        percent -> err().println(percent + " % sent"));
        report.path("errors")
                .forEach(
                        e ->
                                out().printf(
                                                "line %d: '%s': %s%n",
                                                e.path("line").asInt(),
                                                e.path("number").asString(),
                                                e.path("reason").asString()));
        int errors = report.path("errorCount").asInt();
        int ownerChanged = report.path("ownerChanged").asInt();
        out().printf(
                        "%s %d, already there %d, %sleft out %d%n",
                        dryRun ? "would import" : "imported",
                        report.path("imported").asInt(),
                        report.path("present").asInt(),
                        ownerChanged == 0 ? "" : "owner changed " + ownerChanged + ", ",
                        errors);
        out().flush();
        return errors == 0 ? 0 : INVALID_LINES;
    }

    /** The number service takes any id: it does not know the companies. */
    private void requireOwnersKnown(NumberOwners owners) {
        if (owners.isEmpty()) {
            return;
        }
        Optional<AdminClient> provisioner = besideIt("PROVISIONER_ADMIN_URL", runningProvisioner);
        if (provisioner.isEmpty()) {
            err().println(
                            "Whether there are such companies was not checked: set PROVISIONER_ADMIN_URL too.");
            return;
        }
        JsonNode companies;
        try {
            companies = provisioner.get().get("/companies");
        } catch (StackException away) {
            err().println("Whether there are such companies was not checked: " + away.getMessage());
            return;
        }
        owners.requireOf(companies);
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "Numbers that match, in order. One without an owner is the shared pool's.")
    int list(
            @Option(names = "--area-code", paramLabel = "212") @Nullable String areaCode,
            @Option(names = "--status", paramLabel = "available") @Nullable String status,
            @Option(names = "--user", paramLabel = "ID") @Nullable UUID user,
            @Option(names = "--after", paramLabel = "NUMBER") @Nullable String after,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "100") int limit) {
        var query = new StringJoiner("&", "/numbers?", "").add("limit=" + limit);
        add(query, "areaCode", areaCode);
        add(query, "status", status);
        add(query, "userId", user);
        add(query, "after", after);
        JsonNode page = client().get(query.toString());
        print(
                page,
                page.path("numbers").valueStream(),
                "number",
                "status",
                "userId",
                "ownerCompanyId",
                "restsUntil");
        if (page.hasNonNull("next")) {
            err().println("More: --after " + page.path("next").asString());
        }
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "A number with its history, or a user's number.")
    int show(@Parameters(paramLabel = "NUMBER|USER") String what) {
        String path =
                what.startsWith("+") ? "/numbers/" + encode(what, UTF_8) : userPath(userId(what));
        return printWhole(client().get(path));
    }

    @Command(
            name = "summary",
            mixinStandardHelpOptions = true,
            description = "Counts by area code and status, with the waiting users.")
    int summary() {
        JsonNode summary = client().get("/numbers/summary");
        return print(
                summary,
                summary.path("areaCodes").valueStream().map(NumbersCommand::counts),
                "areaCode",
                "available",
                "assigned",
                "reserved",
                "on_hold",
                "aging",
                "ported_out",
                "retired",
                "waiting");
    }

    private static JsonNode counts(JsonNode areaCode) {
        return body().setAll((ObjectNode) areaCode.path("numbers"))
                .set("areaCode", areaCode.path("areaCode"))
                .set("waiting", areaCode.path("waiting"));
    }

    @Command(
            name = "assign",
            mixinStandardHelpOptions = true,
            description =
                    "Gives a user a number; with neither option, one by the rule. One that they have"
                            + " is told of again.")
    int assign(
            @Parameters(paramLabel = "USER") UUID user,
            @Option(names = "--number", paramLabel = "NUMBER") @Nullable String number,
            @Option(names = "--area-code", paramLabel = "212") @Nullable String areaCode) {
        return printWhole(client().put(userPath(user), order(number, areaCode)));
    }

    @Command(
            name = "swap",
            mixinStandardHelpOptions = true,
            description = "Gives a user another number instead of the one that they have.")
    int swap(
            @Parameters(index = "0", paramLabel = "USER") UUID user,
            @Parameters(
                            index = "1",
                            paramLabel = "OLD",
                            description =
                                    "The number that they have, so that a repeat swaps nothing.")
                    String old,
            @Option(names = "--number", paramLabel = "NUMBER") @Nullable String number,
            @Option(names = "--area-code", paramLabel = "212") @Nullable String areaCode) {
        return printWhole(
                client().put(userPath(user), order(number, areaCode).put("replaces", old)));
    }

    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            description = "Takes a user's number; they get none until one is asked for again.")
    int release(@Parameters(paramLabel = "USER") UUID user) {
        return printWhole(client().delete(userPath(user)));
    }

    @Command(
            name = "retire",
            mixinStandardHelpOptions = true,
            description =
                    "Takes a number out of use that nobody holds, for good. One that was ordered goes"
                            + " back to the carrier within a minute.")
    int retire(@Parameters(paramLabel = "NUMBER") String number) {
        return withdraw(number, "retired");
    }

    @Command(
            name = "port-out",
            mixinStandardHelpOptions = true,
            description = "Marks a number that nobody holds as gone to another carrier, for good.")
    int portOut(@Parameters(paramLabel = "NUMBER") String number) {
        return withdraw(number, "ported_out");
    }

    @Command(
            name = "orders",
            mixinStandardHelpOptions = true,
            description = "What was ordered at the carrier, the newest first.")
    int orders(
            @Option(names = "--state", paramLabel = "unclear") @Nullable String state,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "100") int limit) {
        var query = new StringJoiner("&", "/orders?", "").add("limit=" + limit);
        add(query, "state", state);
        JsonNode answer = client().get(query.toString());
        return print(
                answer,
                answer.path("orders").valueStream(),
                "id",
                "number",
                "state",
                "intendedAt",
                "decidedAt",
                "releasedAt",
                "reason");
    }

    @Command(
            name = "close-order",
            mixinStandardHelpOptions = true,
            description =
                    "Closes an unclear order whose number is not ours at the carrier: look there"
                            + " first.")
    int closeOrder(@Parameters(paramLabel = "ID") UUID order) {
        return printWhole(
                client().put("/orders/" + order + "/state", body().put("state", "refused")));
    }

    private int withdraw(String number, String status) {
        return printWhole(
                client().put(
                                "/numbers/" + encode(number, UTF_8) + "/status",
                                body().put("status", status)));
    }

    private static ObjectNode order(@Nullable String number, @Nullable String areaCode) {
        ObjectNode order = body();
        if (number != null) {
            order.put("number", number);
        }
        if (areaCode != null) {
            order.put("areaCode", areaCode);
        }
        return order;
    }

    private static UUID userId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new StackException(
                    "'%s' is neither a number with its plus sign, as +12125550123, nor a user's id."
                            .formatted(text),
                    e);
        }
    }

    private static String userPath(UUID user) {
        return "/users/" + user + "/number";
    }

    private static void add(StringJoiner query, String name, @Nullable Object value) {
        if (value != null) {
            query.add(name + "=" + encode(value.toString(), UTF_8));
        }
    }

    private int printWhole(JsonNode answer) {
        return say(answer.toPrettyString());
    }
}
