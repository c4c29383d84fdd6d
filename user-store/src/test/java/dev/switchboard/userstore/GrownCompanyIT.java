package dev.switchboard.userstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.schema.ResourceDefinition;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A company that has grown by 10,000 users since the planner's statistics were made: it looks empty
 * to the planner, and must not be read as a whole for one user.
 */
@Timeout(300)
final class GrownCompanyIT {

    private static final int FEW = 200;

    private static Store store;
    private static JdbcClient jdbc;
    private static UUID userId;

    @BeforeAll
    static void grow() {
        store = Store.fresh();
        jdbc = store.jdbc;
        // Nor may it learn of them while the test runs.
        store.provisioner.execute("alter table users.scim_user set (autovacuum_enabled = false)");
        UUID old = MessageIds.next();
        new Companies(jdbc).upsertCompany(old, "Old", Store.NOW);
        add(old, 2_000);
        store.provisioner.execute("vacuum analyze users.scim_user");
        add(store.company, 10_000);
        userId =
                jdbc.sql(
                                "select id from users.scim_user where company_id = ? and user_name_key = 'u7'")
                        .param(store.company)
                        .query(UUID.class)
                        .single();
    }

    private static void add(UUID company, int users) {
        jdbc.sql(
                        """
                        insert into users.scim_user (id, company_id, user_name, user_name_key,
                            external_id, active, version, created_at, last_modified, document)
                        select uuidv7(), ?, 'u' || i, 'u' || i, '00u' || i, true, 1, now(), now(),
                            jsonb_build_object(
                                'schemas', jsonb_build_array('urn:ietf:params:scim:schemas:core:2.0:User'),
                                'userName', 'u' || i, 'displayName', 'User ' || i,
                                'emails', jsonb_build_array(jsonb_build_object(
                                    'value', 'u' || i || '@example.com', 'type', 'work')))
                        from generate_series(1, ?) i
                        """)
                .params(company, users)
                .update();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userName eq \"u7\"",
                "externalId eq \"00u7\"",
                "displayName eq \"user 7\"",
                "emails eq \"u7@example.com\"",
                "emails.value eq \"U7@example.com\" and active eq true",
                "emails[type eq \"work\" and value eq \"u7@example.com\"]"
            })
    void findsAUserByAnIndex(String text) {
        Search search = Search.first(100, Filter.parse(text, ResourceDefinition.USER), null);

        assertThat(
                        new ResourceQueries(store.gateway)
                                .search(store.company, ResourceType.USER, search)
                                .resources())
                .extracting(Listed::id)
                .containsExactly(userId);
        SqlText sql =
                SearchSql.findsOneAtMost(ResourceType.USER, search)
                        ? ResourceQueries.lookUpSql(store.company, ResourceType.USER, search)
                        : SearchSql.of(
                                store.company, ResourceType.USER, search, ResourceQueries.OCTETS);
        assertThat(buffers(sql.toString(), sql.params())).isLessThan(FEW);
    }

    @Test
    void findsAUserByTheirId() {
        String sql = ResourceQueries.one(ResourceType.USER, true);

        assertThat(buffers(sql, List.of(store.company, userId))).isLessThan(FEW);
    }

    @Test
    void findsUsersTogether() {
        String sql =
                ResourceQueries.sql(
                        new ResourceQueries.Together(
                                ResourceQueries.one(ResourceType.USER, true), LookUps.TOGETHER));
        List<Object> params = new ArrayList<>();
        for (int i = 0; i < LookUps.TOGETHER; i++) {
            params.add(store.company);
            params.add(userId);
        }

        assertThat(buffers(sql, params)).isLessThan(LookUps.TOGETHER * FEW);
    }

    @Test
    void readsOnByTheirIds() {
        Listed user = new Listed(new Position(null, userId), 1, null);
        SqlText sql =
                ResourceQueries.readOnSql(
                        store.company,
                        ResourceType.USER,
                        List.of(user),
                        true,
                        ResourceQueries.OCTETS);

        assertThat(buffers(sql.toString(), sql.params())).isLessThan(FEW);
    }

    @Test
    void locksANewMemberOfAGroup() {
        String sql = MemberWrites.locking("users.scim_user");

        assertThat(
                        buffers(
                                sql,
                                List.of(
                                        Batch.ids(List.of(userId)),
                                        store.company,
                                        MessageIds.next())))
                .isLessThan(FEW);
    }

    /** How many pages of tables and indexes are looked at. */
    private static int buffers(String sql, List<Object> params) {
        List<@Nullable String> lines =
                jdbc.sql("explain (analyze, buffers, timing off, summary off) " + sql)
                        .params(params)
                        .query(String.class)
                        .list();
        String plan = String.join("\n", lines);
        Matcher hit = Pattern.compile("Buffers: shared hit=(\\d+)").matcher(plan);
        assertThat(hit.find()).as(plan).isTrue();
        return Integer.parseInt(hit.group(1));
    }
}
