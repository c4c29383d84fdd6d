package dev.switchboard.localstack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a stack is made of and where.
 *
 * @param checkout where the jars are
 * @param home the folder of its data, logs and secrets
 * @param ports where each process listens, and so how many instances of each service there are
 * @param routes for the instances of services that reach broker and database by a way of their own,
 *     by name (e.g. {@code provisioner-1}); all others go straight
 * @param environment of every service, beside its own settings
 */
public record StackSettings(
        Checkout checkout,
        Path home,
        Ports ports,
        Map<String, Route> routes,
        Map<String, String> environment) {

    private static final int LARGEST_OFFSET = 50_000;

    /** A stack whose services all go straight to broker and database. */
    public StackSettings(Checkout checkout, Path home, Ports ports) {
        this(checkout, home, ports, Map.of(), Map.of());
    }

    /** A stack some of whose services have ways of their own. */
    public StackSettings(Checkout checkout, Path home, Ports ports, Map<String, Route> routes) {
        this(checkout, home, ports, routes, Map.of());
    }

    /** The way of that instance to broker and database. */
    Route routeOf(String instance) {
        return routes.getOrDefault(
                instance, new Route(ports.kafka(), ports.kafka(), ports.postgres()));
    }

    /**
     * How one instance of a service reaches broker and database: by ports at which something in
     * between listens, which can be cut. The broker tells its clients where to connect to, so that
     * each way needs a listener of its own there.
     *
     * @param brokerListener the port at which the broker listens for this instance alone
     * @param kafka where the instance finds that listener
     * @param postgres where the instance finds the database
     */
    public record Route(int brokerListener, int kafka, int postgres) {}

    /**
     * The default ports, moved by {@code offset}, with one instance of each service.
     *
     * @param offset 0 to 50000
     */
    public static StackSettings standard(Checkout checkout, Path home, int offset) {
        if (offset < 0 || offset > LARGEST_OFFSET) {
            throw new StackException(
                    "The port offset is %d; it must be from 0 to %d."
                            .formatted(offset, LARGEST_OFFSET));
        }
        return new StackSettings(checkout, home, Ports.standard(offset));
    }

    /**
     * The ports of all processes. An instance of a service has two: its own, and the one for
     * management.
     */
    public record Ports(
            int kafka,
            int kafkaController,
            int postgres,
            List<Integer> gateways,
            List<Integer> provisioners,
            List<Integer> numberServices) {

        static Ports standard(int offset) {
            return new Ports(
                    9092 + offset,
                    9093 + offset,
                    5433 + offset,
                    List.of(8080 + offset, 8081 + offset),
                    List.of(8082 + offset, 8083 + offset),
                    List.of(8084 + offset, 8085 + offset));
        }

        /** Ports that are free now, for as many instances. */
        public static Ports free(int gateways, int provisioners, int numberServices) {
            List<Integer> free = FreePorts.free(3 + 2 * (gateways + provisioners + numberServices));
            return new Ports(
                    free.get(0),
                    free.get(1),
                    free.get(2),
                    slice(free, 3, gateways),
                    slice(free, 3 + 2 * gateways, provisioners),
                    slice(free, 3 + 2 * (gateways + provisioners), numberServices));
        }

        private static List<Integer> slice(List<Integer> ports, int from, int instances) {
            return IntStream.range(from, from + 2 * instances).mapToObj(ports::get).toList();
        }
    }
}
