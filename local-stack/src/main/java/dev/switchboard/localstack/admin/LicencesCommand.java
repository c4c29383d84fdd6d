package dev.switchboard.localstack.admin;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;
import java.util.function.Supplier;

/** {@code ./switchboard licences} */
@Command(
        name = "licences",
        mixinStandardHelpOptions = true,
        description = "A company's licences: how many of each kind, and how many are used.")
public final class LicencesCommand extends AdminCommand {

    private static final String[] SHOWN = {"type", "total", "used", "numberIncluded", "isDefault"};

    public LicencesCommand(Supplier<Optional<AdminAddress>> runningStack) {
        super(runningStack);
    }

    @Command(aliases = "show", mixinStandardHelpOptions = true, description = "All kinds.")
    int list(@Parameters(paramLabel = "COMPANY", description = "Id or name.") String company) {
        AdminClient client = client();
        return print(client.get(client.company(company) + "/licences"), SHOWN);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Makes a kind, or changes what is given of one.")
    int set(
            @Parameters(index = "0", paramLabel = "COMPANY", description = "Id or name.")
                    String company,
            @Parameters(index = "1", paramLabel = "TYPE", description = "E.g. voice.") String type,
            @Option(names = "--total", description = "How many the company has.")
                    @Nullable Integer total,
            @Option(
                            names = "--number",
                            negatable = true,
                            description = "Whether it comes with a number.")
                    @Nullable Boolean number,
            @Option(names = "--default", description = "For users who choose none.")
                    boolean byDefault) {
        ObjectNode body = body();
        if (total != null) {
            body.put("total", total);
        }
        if (number != null) {
            body.put("numberIncluded", number);
        }
        if (byDefault) {
            body.put("isDefault", true);
        }
        AdminClient client = client();
        return print(
                client.put(
                        client.company(company) + "/licences/" + AdminClient.segment(type), body),
                SHOWN);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Removes a kind that nobody holds or waits for.")
    int remove(
            @Parameters(index = "0", paramLabel = "COMPANY", description = "Id or name.")
                    String company,
            @Parameters(index = "1", paramLabel = "TYPE") String type) {
        AdminClient client = client();
        client.delete(client.company(company) + "/licences/" + AdminClient.segment(type));
        return say("Licence '%s' is removed.".formatted(type));
    }
}
