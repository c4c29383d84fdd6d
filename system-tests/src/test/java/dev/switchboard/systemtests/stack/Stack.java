package dev.switchboard.systemtests.stack;

import java.net.URI;
import java.util.List;

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

    /** Kills the service's processes with SIGKILL; returns when they are gone. */
    void kill(Service service);

    /** Ends the service's processes with SIGTERM; returns when they are gone. */
    void stop(Service service);

    /** Starts what is not running of the service; returns when all of it is ready. */
    void start(Service service);

    @Override
    void close();
}
