package dev.switchboard.systemtests.stack;

import dev.switchboard.localstack.trace.Addresses;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A running stack with two gateways. What a test stops it starts again; {@link StackExtension} does
 * it for those that failed in between.
 */
public interface Stack extends AutoCloseable {

    /** The SCIM base URLs of the two gateway instances. */
    List<URI> scimBaseUrls();

    /** Where the provisioner's admin API is, without {@code /admin}. */
    URI provisionerAdmin();

    /** Where the number service's admin API is, without {@code /admin}. */
    URI numbersAdmin();

    /** What both admin APIs take as the bearer token. */
    String adminToken();

    /** The broker, as a topic monitor on this machine reaches it. */
    String bootstrapServers();

    /** What operators' tools need: broker, database (a role that may read all), admin API. */
    Addresses addresses();

    /**
     * Asks each instance of each service at its management port.
     *
     * @param path begins with a slash
     * @param token is sent as the bearer token
     */
    List<ManagementAnswer> askManagement(String path, String token);

    /** What each instance of each service answers to Prometheus now. */
    default List<String> scrapes() {
        return askManagement("/actuator/prometheus", "of-no-use").stream()
                .map(ManagementAnswer::body)
                .toList();
    }

    /**
     * An answer of a management port.
     *
     * @param service whose port it is
     */
    record ManagementAnswer(Service service, int status, String body) {}

    /**
     * Where its services report the spans of traces that a client has begun; empty where they
     * report none.
     */
    Optional<TraceCollector> traces();

    /**
     * Hands on every line that a process of the stack, the broker's and the database's included,
     * has logged since the stack is there.
     *
     * @param reader gets the process's name and the line
     */
    void readLogs(BiConsumer<String, String> reader);

    /** Kills the service's processes with SIGKILL; returns when they are gone. */
    void kill(Service service);

    /** Ends the service's processes with SIGTERM; returns when they are gone. */
    void stop(Service service);

    /** Starts what is not running of the service; returns when all of it is ready. */
    void start(Service service);

    @Override
    void close();
}
