package dev.switchboard.localstack.cli;

import dev.switchboard.localstack.DemoCompany;
import dev.switchboard.localstack.LocalStack;
import dev.switchboard.localstack.PostgresServer;
import dev.switchboard.localstack.demo.ScimEndpoint;

import picocli.CommandLine.Command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code ./switchboard env} */
@Command(
        name = "env",
        mixinStandardHelpOptions = true,
        description = "Addresses and secrets as shell assignments: eval \"$(./switchboard env)\"")
final class EnvCommand extends StackCommand {

    @Override
    public Integer call() {
        LocalStack stack = stack();
        var ports = stack.settings().ports();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("SCIM_BASE_URL", stack.scimBaseUrls().getFirst());
        stack.secrets().find(DemoCompany.TOKEN).ifPresent(t -> values.put("SCIM_TOKEN", t));
        values.put("KAFKA_BOOTSTRAP_SERVERS", stack.bootstrapServers());
        values.put("DATABASE_URL", stack.postgres().jdbcUrl(PostgresServer.DATABASE));
        values.put("DATABASE_USERNAME", "postgres");
        values.put("DATABASE_PASSWORD", stack.secrets().of("postgres"));
        values.put("PROVISIONER_ADMIN_URL", stack.provisionerAdminUrls().getFirst());
        values.put("NUMBER_SERVICE_ADMIN_URL", stack.numberServiceAdminUrls().getFirst());
        values.put("SWITCHBOARD_ADMIN_TOKEN", stack.secrets().of("admin-token"));
        values.put("SCIM_GATEWAY_MANAGEMENT_URL", management(ports.gateways().get(1)));
        values.put("PROVISIONER_MANAGEMENT_URL", management(ports.provisioners().get(1)));
        values.put("NUMBER_SERVICE_MANAGEMENT_URL", management(ports.numberServices().get(1)));
        values.forEach((name, value) -> out().println(name + "=" + quoted(value.toString())));
        out().flush();
        if (!values.containsKey("SCIM_TOKEN")) {
            err().println("There is no SCIM_TOKEN before the first ./switchboard up.");
        }
        return 0;
    }

    /** The SCIM endpoint of a stack that runs. */
    static Optional<ScimEndpoint> endpointOf(LocalStack stack) {
        return stack.secrets()
                .find(DemoCompany.TOKEN)
                .filter(_ -> stack.processes().stream().allMatch(p -> p.isRunning()))
                .map(token -> new ScimEndpoint(stack.scimBaseUrls().getFirst(), token));
    }

    private static String management(int port) {
        return "http://127.0.0.1:" + port + "/actuator";
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
