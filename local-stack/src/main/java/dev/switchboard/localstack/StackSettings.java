package dev.switchboard.localstack;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * What a stack consists of and where it lives.
 *
 * @param home the directory for its data, logs, secrets and process ids; made if it is missing
 * @param project the root of the built project, where the jars are
 * @param ports where its processes listen, always on loopback
 * @param instances how many processes of each part; a part without an entry is left out
 * @param environment settings for the services beside those that the stack gives them, by their
 *     environment names
 * @param lifetime whether it outlives the JVM that starts it
 */
public record StackSettings(
        Path home,
        Path project,
        Ports ports,
        Map<StackPart, Integer> instances,
        Map<String, String> environment,
        Lifetime lifetime) {

    public StackSettings {
        home = home.toAbsolutePath().normalize();
        project = project.toAbsolutePath().normalize();
        instances = Map.copyOf(instances);
        environment = Map.copyOf(environment);
    }

    /** How long the processes live. */
    public enum Lifetime {
        /** Until they are stopped, whatever becomes of the JVM that started them. */
        UNTIL_STOPPED,
        /**
         * Until the starting JVM ends, in whatever way; their directory is deleted then. Such a
         * database does not wait for the disk, which only matters if the machine crashes.
         */
        THIS_JVM
    }

    /** One of each part, at the default ports. */
    public static StackSettings everything(Path home, Path project) {
        Map<StackPart, Integer> one = new EnumMap<>(StackPart.class);
        for (StackPart part : StackPart.values()) {
            one.put(part, 1);
        }
        return new StackSettings(
                home, project, Ports.offset(0), one, Map.of(), Lifetime.UNTIL_STOPPED);
    }

    /** Broker or database for tests: free ports, gone with this JVM. */
    public static StackSettings forTests(Path home, StackPart... parts) {
        Map<StackPart, Integer> one = new EnumMap<>(StackPart.class);
        for (StackPart part : parts) {
            one.put(part, 1);
        }
        return new StackSettings(
                home, Project.root(), Ports.free(), one, Map.of(), Lifetime.THIS_JVM);
    }

    public StackSettings withPorts(Ports other) {
        return new StackSettings(home, project, other, instances, environment, lifetime);
    }

    /**
     * So many processes of that part.
     *
     * @param count 0 leaves the part out; Kafka and PostgreSQL are one at most
     */
    public StackSettings withInstances(StackPart part, int count) {
        if (count < 0 || (!part.isService() && count > 1)) {
            throw new StackException("There cannot be " + count + " of " + part.label() + ".");
        }
        Map<StackPart, Integer> changed = new HashMap<>(instances);
        changed.put(part, count);
        return new StackSettings(home, project, ports, changed, environment, lifetime);
    }

    /** A setting for all three services, e.g. {@code SWITCHBOARD_GATEWAY_OUTCOMETIMEOUT}. */
    public StackSettings withEnvironment(String name, String value) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.put(name, value);
        return new StackSettings(home, project, ports, instances, changed, lifetime);
    }

    public StackSettings withLifetime(Lifetime other) {
        return new StackSettings(home, project, ports, instances, environment, other);
    }

    int count(StackPart part) {
        return instances.getOrDefault(part, 0);
    }
}
