package dev.switchboard.localstack.trace;

/**
 * Where a stack is reached, as {@code ./switchboard env} prints it.
 *
 * @param bootstrapServers the broker
 * @param databaseUrl JDBC URL of the database with the schemas {@code users} and {@code numbers}
 * @param databaseUsername a role that may read both
 */
public record Addresses(
        String bootstrapServers,
        String databaseUrl,
        String databaseUsername,
        String databasePassword) {

    /** Without what is secret. */
    @Override
    public String toString() {
        return bootstrapServers + ", " + databaseUrl;
    }
}
