package dev.switchboard.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.scim.resource.UserNames;
import dev.switchboard.testsupport.TestPostgres;
import dev.switchboard.testsupport.TestPostgres.Database;
import dev.switchboard.userstore.Companies;
import dev.switchboard.userstore.TokenRow;
import dev.switchboard.userstore.UserRow;
import dev.switchboard.userstore.UserWrites;

import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A user store of a test's own, filled with the role of the provisioner. */
final class StoreFixture {

    private final Database database = TestPostgres.freshDatabase();
    private final Companies companies;
    private final UserWrites users;

    StoreFixture() {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), "provisioner", database.passwordOf("provisioner"))
                .schemas("users")
                .locations("classpath:db/migration/users")
                .load()
                .migrate();
        var provisioner =
                new DriverManagerDataSource(
                        database.jdbcUrl(), "provisioner", database.passwordOf("provisioner"));
        this.companies = new Companies(JdbcClient.create(provisioner));
        this.users = new UserWrites(new JdbcTemplate(provisioner));
    }

    /** A gateway on this store, without a broker. */
    GatewayProcess startGateway() {
        return GatewayProcess.startWithStore(
                "spring.kafka.bootstrap-servers=127.0.0.1:1",
                "spring.datasource.url=" + database.jdbcUrl(),
                "spring.datasource.password=" + database.passwordOf("scim_gateway"));
    }

    UUID company(String name) {
        UUID id = MessageIds.next();
        companies.upsertCompany(id, name, Instant.EPOCH);
        return id;
    }

    UUID token(UUID companyId, String text, boolean readOnly, Instant expiresAt) {
        UUID id = MessageIds.next();
        companies.insertToken(
                new TokenRow(id, companyId, text, readOnly, Instant.EPOCH, expiresAt, null),
                sha256(text));
        return id;
    }

    void revoke(UUID companyId, UUID tokenId) {
        companies.revokeToken(companyId, tokenId, Instant.EPOCH.plus(Duration.ofDays(1)));
    }

    /** Stores a user, the {@code number}th of its company in order of creation. */
    UUID user(UUID companyId, int number, String userName, boolean active) {
        UUID id = MessageIds.next();
        Instant created = Instant.parse("2026-11-23T10:00:00Z").plusSeconds(number);
        ObjectNode document =
                (ObjectNode)
                        new JsonMapper()
                                .readTree(
                                        """
                                        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],
                                         "userName":"%s","active":%s,"externalId":"00u%d",
                                         "name":{"givenName":"Test","familyName":"User"},
                                         "emails":[{"value":"%s","type":"work","primary":true}]}
                                        """
                                                .formatted(userName, active, number, userName));
        users.insert(
                List.of(
                        new UserRow(
                                id,
                                companyId,
                                userName,
                                UserNames.key(userName),
                                "00u" + number,
                                active,
                                1,
                                created,
                                created,
                                null,
                                null,
                                null,
                                "none",
                                0,
                                document)));
        return id;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
