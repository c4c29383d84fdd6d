package dev.switchboard.localstack.trace;

import java.util.Map;

/**
 * Where a stack is reached, as {@code ./switchboard env} prints it.
 *
 * @param bootstrapServers the broker
 * @param databaseUrl JDBC URL of the database with the schemas {@code users} and {@code numbers}
 * @param databaseUsername a role that may read both
 * @param kafka what a client of the broker needs to be let in, as Kafka's own tools read it
 */
public record Addresses(
        String bootstrapServers,
        String databaseUrl,
        String databaseUsername,
        String databasePassword,
        Map<String, String> kafka) {

    /** With a broker that lets everybody in. */
    public Addresses(
            String bootstrapServers,
            String databaseUrl,
            String databaseUsername,
            String databasePassword) {
        this(bootstrapServers, databaseUrl, databaseUsername, databasePassword, Map.of());
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return bootstrapServers + ", " + databaseUrl;
    }
}
