package dev.switchboard.gateway;

import org.junit.jupiter.api.Assumptions;

/** The broker of the integration tests. */
final class TestBroker {

    private static final String SETTING = "switchboard.test.bootstrap-servers";

    private TestBroker() {}

    static String bootstrapServers() {
        String servers = System.getProperty(SETTING, "");
        Assumptions.assumeFalse(servers.isEmpty(), "no broker: set " + SETTING);
        return servers;
    }
}
