package dev.switchboard.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.FileSystemResource;
import org.springframework.jdbc.datasource.AbstractDataSource;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pool whose first connection breaks while it is asked for its isolation level keeps the answer
 * "none" for ever and can set up no connection any more: the services say the level themselves.
 */
final class FirstConnectionTest {

    @ParameterizedTest
    @ValueSource(strings = {"scim-gateway", "provisioner", "number-service"})
    void aPoolSurvivesAFirstConnectionThatBreaks(String service) throws IOException, SQLException {
        var database = new BreaksFirst();
        HikariConfig settings = settingsOf(service);
        settings.setDataSource(database);
        settings.setMinimumIdle(0);
        try (var pool = new HikariDataSource(settings)) {
            try (Connection connection = pool.getConnection()) {
                assertThat(connection).isNotNull();
            }
        }
        assertThat(database.asked).hasPositiveValue();
    }

    private static HikariConfig settingsOf(String service) throws IOException {
        var file =
                new FileSystemResource(
                        Path.of("..", service, "src", "main", "resources", "application.yml"));
        var sources = new MutablePropertySources();
        new YamlPropertySourceLoader().load(service, file).forEach(sources::addLast);
        return new Binder(ConfigurationPropertySources.from(sources))
                .bind("spring.datasource.hikari", Bindable.of(HikariConfig.class))
                .get();
    }

    /** Its connections can do what a pool needs; the first breaks at the question. */
    private static final class BreaksFirst extends AbstractDataSource {

        final AtomicInteger asked = new AtomicInteger();

        @Override
        public Connection getConnection() {
            return (Connection)
                    Proxy.newProxyInstance(
                            getClass().getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (_, method, arguments) -> answer(method.getName(), arguments));
        }

        @Override
        public Connection getConnection(String user, String password) {
            return getConnection();
        }

        private @Nullable Object answer(String method, Object @Nullable [] arguments)
                throws SQLException {
            if (method.equals("getTransactionIsolation") && asked.getAndIncrement() == 0) {
                throw new SQLException("the connection broke", "08006");
            }
            if (method.equals("setTransactionIsolation") && !isLevel(arguments)) {
                throw new SQLException("Transaction isolation level -1 not supported", "0A000");
            }
            return Map.<String, Object>of(
                            "isValid", true,
                            "getAutoCommit", true,
                            "isReadOnly", false,
                            "isClosed", false,
                            "getNetworkTimeout", 0,
                            "getTransactionIsolation", Connection.TRANSACTION_READ_COMMITTED)
                    .get(method);
        }

        private static boolean isLevel(Object @Nullable [] arguments) {
            return arguments != null
                    && arguments[0] instanceof Integer level
                    && level >= Connection.TRANSACTION_NONE;
        }
    }
}
