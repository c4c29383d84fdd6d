package dev.switchboard.localstack.cli;

import dev.switchboard.localstack.StackProcess;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

import java.util.List;

/** {@code ./switchboard status} */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Every process: exit code 0 where all are up, else 3.")
final class StatusCommand extends StackCommand {

    private static final int NOT_ALL_UP = 3;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Option(
            names = "--json",
            description =
                    "An array of objects with name, pid (null if it does not run), port, health.")
    private boolean json;

    private record Line(String name, long pid, int port, String health) {}

    @Override
    public Integer call() {
        List<Line> lines = stack().processes().stream().map(StatusCommand::line).toList();
        if (json) {
            printJson(lines);
        } else {
            out().printf("%-18s %8s %6s  %s%n", "NAME", "PID", "PORT", "HEALTH");
            for (Line line : lines) {
                String pid = line.pid == 0 ? "-" : Long.toString(line.pid);
                out().printf("%-18s %8s %6d  %s%n", line.name, pid, line.port, line.health);
            }
        }
        out().flush();
        return lines.stream().allMatch(l -> l.health.equals("up")) ? 0 : NOT_ALL_UP;
    }

    private void printJson(List<Line> lines) {
        ArrayNode array = JSON.createArrayNode();
        for (Line line : lines) {
            var object = array.addObject().put("name", line.name);
            if (line.pid == 0) {
                object.putNull("pid");
            } else {
                object.put("pid", line.pid);
            }
            object.put("port", line.port).put("health", line.health);
        }
        out().println(JSON.writeValueAsString(array));
    }

    private static Line line(StackProcess process) {
        long pid = process.handle().map(ProcessHandle::pid).orElse(0L);
        String health = pid == 0 ? "down" : process.isReady() ? "up" : "not ready";
        return new Line(process.name(), pid, process.port(), health);
    }
}
