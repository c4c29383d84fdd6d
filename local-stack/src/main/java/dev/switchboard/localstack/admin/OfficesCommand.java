package dev.switchboard.localstack.admin;

import dev.switchboard.localstack.StackException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** {@code ./switchboard offices} */
@Command(
        name = "offices",
        mixinStandardHelpOptions = true,
        description = "A company's offices: where its users get their numbers.")
public final class OfficesCommand extends AdminCommand {

    private static final String[] SHOWN = {
        "id",
        "name",
        "country",
        "areaCode",
        "fallbackAreaCodes",
        "timeZone",
        "isDefault",
        "formerNames"
    };

    public OfficesCommand(Supplier<Optional<AdminAddress>> runningStack) {
        super(runningStack);
    }

    @Command(mixinStandardHelpOptions = true, description = "The company's offices.")
    int list(@Parameters(paramLabel = "COMPANY", description = "Id or name.") String company) {
        AdminClient client = client();
        return print(client.get(client.company(company) + "/offices"), SHOWN);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Makes an office, or changes what is given of one.")
    int set(
            @Parameters(index = "0", paramLabel = "COMPANY", description = "Id or name.")
                    String company,
            @Parameters(index = "1", paramLabel = "OFFICE", description = "Name or id.")
                    String office,
            @Option(names = "--area-code", description = "Three digits; required for a new one.")
                    @Nullable String areaCode,
            @Option(
                            names = "--fallback",
                            split = ",",
                            description = "Where to look next, in this order, e.g. 646,332.")
                    @Nullable List<String> fallback,
            @Option(names = "--country", description = "Two letters.") @Nullable String country,
            @Option(names = "--time-zone", description = "E.g. America/New_York.")
                    @Nullable String timeZone,
            @Option(names = "--default", description = "For users who fit no other.")
                    boolean byDefault,
            @Option(names = "--rename", description = "Its new name; the old one still finds it.")
                    @Nullable String rename) {
        AdminClient client = client();
        String offices = client.company(company) + "/offices";
        JsonNode known = find(client.get(offices), office).orElse(null);
        ObjectNode body = body();
        if (known != null) {
            for (String field :
                    List.of(
                            "name",
                            "country",
                            "areaCode",
                            "fallbackAreaCodes",
                            "timeZone",
                            "isDefault")) {
                body.set(field, known.path(field));
            }
        } else {
            body.put("name", office);
        }
        putIfGiven(body, "name", rename);
        putIfGiven(body, "areaCode", areaCode);
        putIfGiven(body, "country", country);
        putIfGiven(body, "timeZone", timeZone);
        if (fallback != null) {
            var codes = body.putArray("fallbackAreaCodes");
            fallback.stream().filter(code -> !code.isBlank()).forEach(codes::add);
        }
        if (byDefault) {
            body.put("isDefault", true);
        }
        String id = known == null ? UUID.randomUUID().toString() : known.path("id").asString();
        JsonNode made = client.put(offices + "/" + id, body);
        if (known == null && !byDefault && made.path("isDefault").asBoolean(false)) {
            err().println(
                            "It is the company's first office, and so its default: for users who fit no other.");
        }
        return print(made, SHOWN);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Removes an office; its users are placed again, and keep their numbers unless the company renumbers.")
    int remove(
            @Parameters(index = "0", paramLabel = "COMPANY", description = "Id or name.")
                    String company,
            @Parameters(index = "1", paramLabel = "OFFICE", description = "Name or id.")
                    String office) {
        AdminClient client = client();
        String offices = client.company(company) + "/offices";
        client.delete(offices + "/" + required(client.get(offices), office));
        return say("Office '%s' is removed; its users are being placed again.".formatted(office));
    }

    /** The id of the office of that name or id. */
    static String required(JsonNode offices, String office) {
        return find(offices, office)
                .map(found -> found.path("id").asString())
                .orElseThrow(
                        () ->
                                new StackException(
                                        "The company has no office '%s'; it has %s."
                                                .formatted(
                                                        office,
                                                        offices.valueStream()
                                                                .map(o -> o.path("name").asString())
                                                                .toList())));
    }

    private static Optional<JsonNode> find(JsonNode offices, String office) {
        return offices.valueStream()
                .filter(
                        o ->
                                o.path("name").asString().equals(office)
                                        || o.path("id").asString().equals(office))
                .findFirst();
    }
}
