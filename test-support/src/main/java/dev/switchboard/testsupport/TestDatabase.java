package dev.switchboard.testsupport;

import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * One database of the shared server, with roles and schemas as in production and no tables yet.
 *
 * @param jdbcUrl its address
 * @param superuser who may do everything
 * @param provisioner owns the schema {@code users}
 * @param numberService owns the schema {@code numbers}
 * @param scimGateway reads the schema {@code users}
 */
public record TestDatabase(
        String jdbcUrl,
        Login superuser,
        Login provisioner,
        Login numberService,
        Login scimGateway) {

    /** A role and its password. */
    public record Login(String user, String password) {}

    /**
     * Gives Spring the database as one of its roles sees it: {@code
     * database.register(registry::add, database.provisioner())} in a {@code @DynamicPropertySource}
     * method.
     */
    public void register(BiConsumer<String, Supplier<Object>> registry, Login login) {
        registry.accept("spring.datasource.url", () -> jdbcUrl);
        registry.accept("spring.datasource.username", login::user);
        registry.accept("spring.datasource.password", login::password);
    }
}
