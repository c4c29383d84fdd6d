package dev.switchboard.localstack.admin;

import dev.switchboard.localstack.StackException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** {@code ./switchboard companies} */
@Command(
        name = "companies",
        mixinStandardHelpOptions = true,
        description = "Companies, their plans and policies.")
public final class CompaniesCommand extends AdminCommand {

    private static final String[] SHOWN = {
        "id",
        "name",
        "plan",
        "scimProvisioning",
        "country",
        "officeMismatch",
        "onOfficeChange",
        "onLicenceShortage"
    };

    public CompaniesCommand(Supplier<Optional<AdminAddress>> runningStack) {
        super(runningStack);
    }

    @Command(mixinStandardHelpOptions = true, description = "All companies.")
    int list() {
        return print(client().get("/companies"), SHOWN);
    }

    @Command(mixinStandardHelpOptions = true, description = "One company.")
    int show(@Parameters(paramLabel = "COMPANY", description = "Id or name.") String company) {
        AdminClient client = client();
        return print(client.get(client.company(company)), SHOWN);
    }

    @Command(mixinStandardHelpOptions = true, description = "All plans.")
    int plans() {
        return print(client().get("/plans"), "name", "scimProvisioning");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Makes a company; prints its id among the rest.")
    int create(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--id", description = "Default: a new one.") @Nullable UUID id,
            @Option(names = "--plan", description = "Default: enterprise.") @Nullable String plan,
            @Option(names = "--country", description = "Two letters.") @Nullable String country) {
        ObjectNode body = body().put("name", name);
        putIfGiven(body, "plan", plan);
        putIfGiven(body, "country", country);
        AdminClient client = client();
        return print(
                client.put("/companies/" + (id == null ? newId(client, name) : id), body), SHOWN);
    }

    /** The API knows companies by their ids; here a second of the same name is a repeat. */
    private static UUID newId(AdminClient client, String name) {
        client.get("/companies")
                .valueStream()
                .filter(c -> c.path("name").asString().equalsIgnoreCase(name))
                .findFirst()
                .ifPresent(
                        c -> {
                            throw new StackException(
                                    "There is a company '%s' already, %s. 'companies set' changes it; --id makes another of that name."
                                            .formatted(name, c.path("id").asString()));
                        });
        return UUID.randomUUID();
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Changes what is given, and nothing else.")
    int set(
            @Parameters(paramLabel = "COMPANY", description = "Id or name.") String company,
            @Option(names = "--name") @Nullable String name,
            @Option(names = "--plan", description = "A name that 'plans' prints.")
                    @Nullable String plan,
            @Option(names = "--country", description = "Two letters.") @Nullable String country,
            @Option(
                            names = "--office-mismatch",
                            description = "default-office, first-in-country or reject.")
                    @Nullable String officeMismatch,
            @Option(names = "--on-office-change", description = "keep or renumber.")
                    @Nullable String onOfficeChange,
            @Option(names = "--on-licence-shortage", description = "grow, wait or refuse.")
                    @Nullable String onLicenceShortage) {
        ObjectNode body = body();
        putIfGiven(body, "name", name);
        putIfGiven(body, "plan", plan);
        putIfGiven(body, "country", country);
        putIfGiven(body, "officeMismatch", officeMismatch);
        putIfGiven(body, "onOfficeChange", onOfficeChange);
        putIfGiven(body, "onLicenceShortage", onLicenceShortage);
        AdminClient client = client();
        return print(client.put(client.company(company), body), SHOWN);
    }

    @Command(
            name = "tell-again",
            mixinStandardHelpOptions = true,
            description =
                    "Sends all users' events again, as they are, to services that have missed some;"
                            + " nobody changes.")
    int tellAgain(@Parameters(paramLabel = "COMPANY", description = "Id or name.") String company) {
        AdminClient client = client();
        client.post(client.company(company) + "/users/tell-again", body());
        return say(
                "The company's users are being told of again; the provisioner's log says when it is done.");
    }
}
