package dev.switchboard.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.resource.UserNames;
import dev.switchboard.testsupport.TestPostgres;
import dev.switchboard.testsupport.TestPostgres.Database;
import dev.switchboard.userstore.Companies;
import dev.switchboard.userstore.GroupRow;
import dev.switchboard.userstore.GroupWrites;
import dev.switchboard.userstore.Member;
import dev.switchboard.userstore.Rendering;
import dev.switchboard.userstore.ResourceQueries;
import dev.switchboard.userstore.TelephonyState;
import dev.switchboard.userstore.TokenRow;
import dev.switchboard.userstore.UserRow;
import dev.switchboard.userstore.UserWrites;

import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

/** A user store of a test's own, filled with the role of the provisioner. */
final class StoreFixture {

    private final Database database = TestPostgres.freshDatabase();
    private final JdbcClient provisioner;
    private final Companies companies;
    private final UserWrites users;
    private final TransactionTemplate transactions;

    StoreFixture() {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), "provisioner", database.passwordOf("provisioner"))
                .schemas("users")
                .locations("classpath:db/migration/users")
                .load()
                .migrate();
        var dataSource =
                new DriverManagerDataSource(
                        database.jdbcUrl(), "provisioner", database.passwordOf("provisioner"));
        this.provisioner = JdbcClient.create(dataSource);
        this.companies = new Companies(provisioner);
        this.users = new UserWrites(new JdbcTemplate(dataSource));
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    }

    /** A gateway on this store, without a broker. */
    GatewayProcess startGateway(String... more) {
        return startGatewayAt("127.0.0.1:1", more);
    }

    /** The address of this store and a gateway's password, as settings of a gateway. */
    List<String> settings() {
        return List.of(
                "spring.datasource.url=" + database.jdbcUrl(),
                "spring.datasource.password=" + database.passwordOf("scim_gateway"));
    }

    /** A gateway on this store, with a broker. */
    GatewayProcess startGatewayAt(String bootstrapServers, String... more) {
        List<String> properties = new ArrayList<>(List.of(more));
        properties.add("spring.kafka.bootstrap-servers=" + bootstrapServers);
        properties.addAll(settings());
        return GatewayProcess.startWithStore(properties.toArray(String[]::new));
    }

    /** Does something while nobody can read users: who tries waits until it is done. */
    <T> T whileUsersAreLocked(Supplier<T> action) {
        return Objects.requireNonNull(
                transactions.execute(
                        _ -> {
                            provisioner
                                    .sql("LOCK TABLE users.scim_user IN ACCESS EXCLUSIVE MODE")
                                    .update();
                            return action.get();
                        }));
    }

    /** Changes where anything in the store's resources does. */
    String digest() {
        return provisioner
                .sql(
                        """
                        SELECT md5(coalesce(string_agg(r, '' ORDER BY r), '')) FROM (
                            SELECT u::text AS r FROM users.scim_user u
                            UNION ALL SELECT g::text FROM users.scim_group g
                            UNION ALL SELECT m::text FROM users.group_member m) AS t
                        """)
                .query(String.class)
                .single();
    }

    UUID company(String name) {
        UUID id = MessageIds.next();
        companies.upsertCompany(id, name, Instant.EPOCH);
        return id;
    }

    void plan(UUID companyId, String plan) {
        provisioner
                .sql("update users.company set plan = ? where id = ?")
                .params(plan, companyId)
                .update();
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
        users.insert(List.of(row(id, companyId, number, userName, active)));
        return id;
    }

    /** Stores a user with a nickname of so many characters. */
    UUID largeUser(UUID companyId, int number, String userName, int characters) {
        UUID id = MessageIds.next();
        UserRow row = row(id, companyId, number, userName, true);
        row.document().put("nickName", "n".repeat(characters));
        users.insert(List.of(row));
        return id;
    }

    /** Gives an active user another name. */
    void rename(UUID id, UUID companyId, int number, String userName) {
        UserRow renamed = row(id, companyId, number, userName, true);
        if (!Boolean.TRUE.equals(transactions.execute(_ -> users.rename(renamed)))) {
            throw new IllegalStateException("The name is taken: " + userName);
        }
    }

    private static UserRow row(
            UUID id, UUID companyId, int number, String userName, boolean active) {
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
        return new UserRow(
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
                document,
                TelephonyState.NONE);
    }

    /** Stores a group with so many members, every third of them without a display. */
    UUID group(UUID companyId, String displayName, int members) {
        UUID id = MessageIds.next();
        Instant created = Instant.parse("2026-11-23T10:00:00Z");
        ObjectNode document =
                (ObjectNode)
                        new JsonMapper()
                                .readTree(
                                        """
                                        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],
                                         "displayName":"%s"}
                                        """
                                                .formatted(displayName));
        new GroupWrites(provisioner)
                .insert(
                        new GroupRow(
                                id, companyId, displayName, null, 1, created, created, document),
                        List.of());
        provisioner
                .sql(
                        """
                        insert into users.group_member (group_id, member_id, company_id, member_type, display)
                        select ?, gen_random_uuid(), ?, case when i % 5 = 0 then 'Group' else 'User' end,
                            case when i % 3 > 0 then 'Member "' || i || '" of ' || ? end
                        from generate_series(1, ?) i
                        """)
                .params(id, companyId, displayName, members)
                .update();
        return id;
    }

    /** Adds a member without a display. */
    void member(UUID groupId, UUID companyId) {
        provisioner
                .sql(
                        "insert into users.group_member values (?, gen_random_uuid(), ?, 'User', null)")
                .params(groupId, companyId)
                .update();
    }

    void deleteGroup(UUID groupId) {
        new GroupWrites(provisioner).delete(groupId);
    }

    /** A group with all its members, as the store tells it. */
    ObjectNode group(UUID companyId, UUID id) {
        ObjectNode group =
                new ResourceQueries(provisioner)
                        .find(companyId, ResourceType.GROUP, id)
                        .orElseThrow()
                        .resource();
        List<Member> members = new GroupWrites(provisioner).members(id, Integer.MAX_VALUE);
        if (!members.isEmpty()) {
            JsonNode meta = group.remove("meta");
            group.set("members", Rendering.members(members));
            group.set("meta", meta);
        }
        return group;
    }

    /** Whether gateways may read who is a member of what. */
    void showMembers(boolean allowed) {
        provisioner
                .sql(
                        allowed
                                ? "grant select on users.group_member to scim_gateway"
                                : "revoke select on users.group_member from scim_gateway")
                .update();
    }

    void delete(UUID userId) {
        users.delete(List.of(userId));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
