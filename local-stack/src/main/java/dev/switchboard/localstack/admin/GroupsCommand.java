package dev.switchboard.localstack.admin;

import dev.switchboard.localstack.StackException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** {@code ./switchboard groups} */
@Command(
        name = "groups",
        mixinStandardHelpOptions = true,
        description = "Groups that decide about their members' office or licence.")
public final class GroupsCommand extends AdminCommand {

    private static final String[] SHOWN = {
        "priority", "displayName", "groupId", "officeId", "licenceType", "id"
    };

    public GroupsCommand(Supplier<Optional<AdminAddress>> runningStack) {
        super(runningStack);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "All mappings, the one that decides first comes first.")
    int list(@Parameters(paramLabel = "COMPANY", description = "Id or name.") String company) {
        AdminClient client = client();
        return print(client.get(client.company(company) + "/group-mappings"), SHOWN);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Lets a group decide; one that decides already, decides this instead.")
    int map(
            @Parameters(index = "0", paramLabel = "COMPANY", description = "Id or name.")
                    String company,
            @Parameters(index = "1", paramLabel = "GROUP", description = "displayName or id.")
                    String group,
            @Option(names = "--office", description = "The members' office, by name or id.")
                    @Nullable String office,
            @Option(names = "--licence", description = "The members' kind of licence.")
                    @Nullable String licence,
            @Option(
                            names = "--priority",
                            defaultValue = "100",
                            description = "Of several groups the lowest decides; default: 100.")
                    int priority) {
        AdminClient client = client();
        String path = client.company(company);
        ObjectNode body = body().put("priority", priority);
        body.put(AdminClient.id(group) == null ? "displayName" : "groupId", group);
        if (office != null) {
            body.put("officeId", OfficesCommand.required(client.get(path + "/offices"), office));
        }
        putIfGiven(body, "licenceType", licence);
        String mappings = path + "/group-mappings";
        String id =
                find(client.get(mappings), group)
                        .map(known -> known.path("id").asString())
                        .orElseGet(() -> UUID.randomUUID().toString());
        return print(client.put(mappings + "/" + id, body), SHOWN);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Takes the decision from a group; its members' own attributes decide.")
    int unmap(
            @Parameters(index = "0", paramLabel = "COMPANY", description = "Id or name.")
                    String company,
            @Parameters(index = "1", paramLabel = "GROUP", description = "displayName or id.")
                    String group) {
        AdminClient client = client();
        String mappings = client.company(company) + "/group-mappings";
        JsonNode known =
                find(client.get(mappings), group)
                        .orElseThrow(
                                () ->
                                        new StackException(
                                                "Group '%s' decides nothing.".formatted(group)));
        client.delete(mappings + "/" + known.path("id").asString());
        return say("Group '%s' decides nothing any more.".formatted(group));
    }

    private static Optional<JsonNode> find(JsonNode mappings, String group) {
        return mappings.valueStream()
                .filter(
                        m ->
                                m.path("displayName").asString("").equalsIgnoreCase(group)
                                        || m.path("groupId").asString("").equals(group)
                                        || m.path("id").asString().equals(group))
                .findFirst();
    }
}
