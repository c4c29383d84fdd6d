package dev.switchboard.userstore;

import com.zaxxer.hikari.HikariDataSource;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.scim.resource.ResourceBody;
import dev.switchboard.scim.resource.UserNames;
import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.testsupport.TestPostgres;

import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import javax.sql.DataSource;

/** A migrated store with one company, as the provisioner and as the gateway see it. */
final class Store {

    static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123456Z");

    private static final JsonMapper JSON = new JsonMapper();

    final UUID company = MessageIds.next();
    final JdbcTemplate provisioner;
    final JdbcClient jdbc;
    final JdbcClient gateway;
    final TransactionTemplate transactions;

    private Store(TestPostgres.Database database) {
        DataSource dataSource = dataSource(database, "provisioner");
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration/users")
                .schemas("users")
                .load()
                .migrate();
        provisioner = new JdbcTemplate(dataSource);
        jdbc = JdbcClient.create(provisioner);
        gateway = JdbcClient.create(dataSource(database, "scim_gateway"));
        transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        new Companies(jdbc).upsertCompany(company, "Example", NOW);
    }

    static Store fresh() {
        return new Store(TestPostgres.freshDatabase());
    }

    private static DataSource dataSource(TestPostgres.Database database, String role) {
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(database.jdbcUrl());
        dataSource.setUsername(role);
        dataSource.setPassword(database.passwordOf(role));
        dataSource.setMaximumPoolSize(5);
        dataSource.setMinimumIdle(1);
        return dataSource;
    }

    <T> T inTransaction(Supplier<T> work) {
        return transactions.execute(status -> work.get());
    }

    UserRow user(String userName) {
        return user("{'userName':'%s','active':true}".formatted(userName), null, "none");
    }

    /** A user that is not stored yet, from what a client would write, in single quotes. */
    UserRow user(String body, @Nullable String number, String status) {
        ObjectNode document = canonical(json(body), ResourceDefinition.USER);
        String userName = document.path("userName").stringValue();
        return new UserRow(
                MessageIds.next(),
                company,
                userName,
                UserNames.key(userName),
                document.path("externalId").asStringOpt().orElse(null),
                document.path("active").asBoolean(true),
                1,
                NOW,
                NOW,
                null,
                null,
                number,
                status,
                0,
                document,
                TelephonyState.NONE);
    }

    UserRow stored(UserRow user) {
        new UserWrites(provisioner).insert(List.of(user));
        return user;
    }

    GroupRow group(String displayName) {
        ObjectNode document =
                canonical(
                        json("{'displayName':'%s'}".formatted(displayName)),
                        ResourceDefinition.GROUP);
        return new GroupRow(MessageIds.next(), company, displayName, null, 1, NOW, NOW, document);
    }

    static ObjectNode canonical(ObjectNode body, ResourceDefinition definition) {
        body.putArray("schemas").add(definition.core().urn());
        return ResourceBody.canonical(body, definition);
    }

    static ObjectNode json(String text) {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }
}
