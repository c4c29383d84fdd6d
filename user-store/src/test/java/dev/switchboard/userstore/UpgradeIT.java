package dev.switchboard.userstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.testsupport.TestPostgres;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.util.List;
import java.util.UUID;

/**
 * Services of two releases run side by side while one is replaced. So a migration keeps what is
 * there, and what the release before writes (only the columns that it knows) is still taken.
 */
@Timeout(120)
final class UpgradeIT {

    private final TestPostgres.Database database = TestPostgres.freshDatabase();
    private final JdbcClient provisioner =
            JdbcClient.create(
                    new DriverManagerDataSource(
                            database.jdbcUrl(), "provisioner", database.passwordOf("provisioner")));

    @Test
    void keepsTheDataOfTheFirstReleaseAndStillTakesWhatItWrites() {
        migrate("1");
        UUID company = UUID.randomUUID();
        UUID before = UUID.randomUUID();
        writeAsTheFirstRelease(company, before, "before@example.com");

        migrate("latest");
        UUID otherCompany = UUID.randomUUID();
        UUID after = UUID.randomUUID();
        writeAsTheFirstRelease(otherCompany, after, "after@example.com");

        assertThat(userNameOf(company, before)).isEqualTo("before@example.com");
        assertThat(userNameOf(otherCompany, after)).isEqualTo("after@example.com");
        assertThat(new Outcomes(provisioner).find(List.of(before, after))).hasSize(2);
        assertThat(new Outbox(provisioner).next(0, List.of(), 10).entries()).hasSize(2);
    }

    @Test
    void migratesTwiceWithoutHarm() {
        migrate("latest");
        migrate("latest");
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), "provisioner", database.passwordOf("provisioner"))
                .schemas("users")
                .locations("classpath:db/migration/users")
                .target(target)
                .load()
                .migrate();
    }

    private String userNameOf(UUID company, UUID user) {
        return new ResourceQueries(provisioner)
                .find(company, ResourceType.USER, user)
                .orElseThrow()
                .resource()
                .path("userName")
                .asString();
    }

    /** A row of each table, with the columns of V1 and no others. */
    private void writeAsTheFirstRelease(UUID company, UUID user, String userName) {
        sql(
                "INSERT INTO users.company (id, name, created_at) VALUES (?, 'Example', now())",
                company);
        UUID office = UUID.randomUUID();
        sql(
                """
                INSERT INTO users.office (id, company_id, name, country, area_code, is_default)
                VALUES (?, ?, 'New York', 'US', '212', true)
                """,
                office,
                company);
        sql(
                """
                INSERT INTO users.api_token (id, company_id, name, sha256, read_only, created_at, expires_at)
                VALUES (?, ?, 'okta', decode(md5(?) || md5(?), 'hex'), false, now(), now() + interval '1 day')
                """,
                UUID.randomUUID(),
                company,
                userName,
                userName);
        sql(
                """
                INSERT INTO users.scim_user (id, company_id, user_name, user_name_key, external_id, active,
                    version, created_at, last_modified, office_id, office_name, number, number_status,
                    number_sequence, document)
                VALUES (?, ?, ?, ?, '00u1', true, 1, now(), now(), ?, 'New York', '+12125550100', 'assigned', 3,
                    jsonb_build_object('schemas', jsonb_build_array('urn:ietf:params:scim:schemas:core:2.0:User'),
                        'userName', ?::text))
                """,
                user,
                company,
                userName,
                userName,
                office,
                userName);
        UUID group = UUID.randomUUID();
        sql(
                """
                INSERT INTO users.scim_group (id, company_id, display_name, version, created_at, last_modified, document)
                VALUES (?, ?, 'Everyone', 1, now(), now(), '{"displayName":"Everyone"}')
                """,
                group,
                company);
        sql(
                "INSERT INTO users.group_member (group_id, member_id, company_id, member_type) VALUES (?, ?, ?, 'User')",
                group,
                user,
                company);
        sql(
                "INSERT INTO users.outcome (command_id, recorded_at, type, body) VALUES (?, now(), 't', '{}')",
                user);
        sql(
                """
                INSERT INTO users.outbox (topic, key, event_id, type, subject, company_id, correlation_id, occurred_at, body)
                VALUES ('user.events', ?, ?, 't', '/Users/x', ?, 'r', now(), '{}')
                """,
                user,
                UUID.randomUUID(),
                company);
    }

    private void sql(String sql, Object... parameters) {
        assertThat(provisioner.sql(sql).params(parameters).update()).isEqualTo(1);
    }
}
