package dev.switchboard.userstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.schema.AttributePath;
import dev.switchboard.scim.schema.ResourceDefinition;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.UUID;

/**
 * What clients really send is answered from an index, in a store of 40,000 users: held by what
 * PostgreSQL says of its plan, and by how many rows it reads.
 */
@Timeout(300)
final class IndexedQueriesIT {

    private static final int USERS = 40_000;
    private static final String LONG = "x".repeat(5000);

    private static Store store;
    private static ResourceQueries queries;
    private static UUID userId;
    private static UUID groupId;

    @BeforeAll
    static void fill() {
        store = Store.fresh();
        queries = new ResourceQueries(store.gateway);
        store.jdbc
                .sql(
                        """
                        insert into users.scim_user (id, company_id, user_name, user_name_key,
                            external_id, active, version, created_at, last_modified, document)
                        select uuidv7(i * interval '1 second'), ?, 'User' || i || '@Example.com',
                            'user' || i || '@example.com', '00u' || i, i % 10 > 0, 1,
                            ?::timestamptz + i * interval '1 second',
                            ?::timestamptz + i * interval '1 second',
                            jsonb_build_object(
                                'schemas', jsonb_build_array('urn:ietf:params:scim:schemas:core:2.0:User'),
                                'userName', 'User' || i || '@Example.com', 'active', i % 10 > 0,
                                'displayName', 'User Number ' || i, 'title', 'Title ' || i % 7,
                                'emails', jsonb_build_array(jsonb_build_object(
                                    'value', 'Mail' || i || '@Example.com', 'type', 'work')))
                        from generate_series(1, ?) i
                        """)
                .params(store.company, Store.NOW.toString(), Store.NOW.toString(), USERS)
                .update();
        store.jdbc
                .sql(
                        """
                        insert into users.scim_group (id, company_id, display_name, external_id,
                            version, created_at, last_modified, document)
                        select uuidv7(i * interval '1 second'), ?, 'Group ' || i, 'g' || i, 1,
                            now(), now(), jsonb_build_object('displayName', 'Group ' || i)
                        from generate_series(1, 2000) i
                        """)
                .param(store.company)
                .update();
        store.jdbc
                .sql(
                        """
                        insert into users.group_member (group_id, company_id, member_id, member_type)
                        select g.id, u.company_id, u.id, 'User'
                        from (select id, row_number() over (order by id) as n from users.scim_group) g
                        join (select id, company_id, row_number() over (order by id) as n
                            from users.scim_user) u on u.n % 2000 = g.n % 2000
                        """)
                .update();
        for (String table : List.of("scim_user", "scim_group", "group_member", "resource_count")) {
            store.provisioner.execute("vacuum analyze users." + table);
        }
        userId = id("select id from users.scim_user where user_name_key = 'user777@example.com'");
        groupId = id("select id from users.scim_group where display_name = 'Group 77'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "userName eq \"USER7@example.com\"; scim_user_company_id_user_name_key_key; 1",
                "externalId eq \"00u7\"; scim_user_external_id; 1",
                "id eq \"{user}\"; scim_user_; 1",
                "emails eq \"MAIL7@example.com\"; scim_user_emails; 1",
                "emails.value eq \"mail7@Example.com\"; scim_user_emails; 1",
                "emails[type eq \"work\" and value eq \"mail7@x\"]; scim_user_emails; 0",
                "emails[type eq \"work\"].value eq \"mail7@example.com\"; scim_user_emails; 0",
                "displayName eq \"user number 7\"; scim_user_display_name; 1",
                "meta.lastModified gt \"2026-11-23T21:05:00Z\"; scim_user_last_modified; 100",
                "groups.value eq \"{group}\"; group_member; 20",
                "groups eq \"{group}\" and active eq true; group_member; 18"
            })
    void findsUsersByAnIndex(String filter, String index, int found) {
        findsByIndex(ResourceType.USER, ResourceDefinition.USER, filter, index, found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "displayName eq \"group 7\"; scim_group_display_name; 1",
                "externalId eq \"g7\"; scim_group_external_id; 1",
                "id eq \"{group}\"; scim_group_; 1",
                "members.value eq \"{user}\"; group_member_member; 1",
                "members eq \"{user}\"; group_member_member; 1"
            })
    void findsGroupsByAnIndex(String filter, String index, int found) {
        findsByIndex(ResourceType.GROUP, ResourceDefinition.GROUP, filter, index, found);
    }

    private static void findsByIndex(
            ResourceType type,
            ResourceDefinition definition,
            String text,
            String index,
            int found) {
        Filter filter =
                Filter.parse(
                        text.replace("{user}", userId.toString())
                                .replace("{group}", groupId.toString()),
                        definition);
        Search search = Search.first(100, filter, null);

        assertThat(queries.search(store.company, type, search).totalResults())
                .isBetween((long) found, found + 2L);
        String plan = plan(type, search);
        assertThat(plan).contains(index).doesNotContain("Seq Scan on scim_");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "active eq true; 36000",
                "not (active eq true); 4000",
                "active eq false; 4000",
                "userName pr; 40000",
                "id pr and active ne true; 4000"
            })
    void countsNobodyToTellActiveUsersFromSuspendedOnes(String text, int total) {
        Filter filter = Filter.parse(text, ResourceDefinition.USER);
        Search search = Search.first(100, filter, null);

        assertThat(page(search).totalResults()).isEqualTo(total);
        assertThat(page(search).resources()).hasSize(100);
        assertThat(buffers(search)).isLessThan(2 * buffers(Search.first(100, null, null)));
    }

    /** As a walk does between its first page and its last. */
    @Test
    void readsAPageOfWhatNearlyAllFitWithoutCounting() {
        Filter filter = Filter.parse("title pr", ResourceDefinition.USER);
        Search first = Search.first(100, filter, null);
        Position place = page(first).resources().getLast().position();
        Search next = first.from(place, 0).withTotal(40_000L);

        assertThat(page(next).totalResults()).isEqualTo(40_000);
        assertThat(page(next).resources()).hasSize(100);
        assertThat(buffers(next)).isLessThan(2 * buffers(Search.first(100, null, null)));
    }

    @Test
    void readsThePageBehindAPlaceAndNoMore() {
        Page before = page(Search.first(200, null, null).from(null, USERS - 400));
        Search last =
                Search.first(200, null, null).from(before.resources().getLast().position(), 0);

        assertThat(page(last).resources()).hasSize(200);
        assertThat(page(last).totalResults()).isEqualTo(USERS);
        assertThat(buffers(last)).isLessThan(2 * buffers(Search.first(200, null, null)));
    }

    @Test
    void readsOnlyTheIndexToCountOff() {
        String plan = plan(ResourceType.USER, Search.first(100, null, null).from(null, 30_000));

        assertThat(plan).contains("Index Only Scan using scim_user_company");
    }

    @Test
    void readsNothingBehindTheEnd() {
        Search behind = Search.first(100, null, null).from(null, USERS);

        assertThat(page(behind).resources()).isEmpty();
        assertThat(buffers(behind)).isLessThan(20);
    }

    @Test
    void walksNamesByTheirIndex() {
        Sort byName =
                new Sort(
                        AttributePath.parse(
                                "userName", ResourceDefinition.USER, ScimError.INVALID_VALUE),
                        false);
        Page first = page(Search.first(100, null, byName));
        Search next =
                Search.first(100, null, byName).from(first.resources().getLast().position(), 0);

        assertThat(plan(ResourceType.USER, next))
                .contains("scim_user_company_id_user_name_key_key")
                .doesNotContain("Seq Scan on scim_");
        assertThat(buffers(next)).isLessThan(1500);
    }

    /** With its text a page of large users would be sorted in files. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void makesDocumentsTextWhenTheyAreInOrder(boolean sorted) {
        Sort byName =
                new Sort(
                        AttributePath.parse(
                                "userName", ResourceDefinition.USER, ScimError.INVALID_VALUE),
                        true);
        Search search = Search.first(200, null, sorted ? byName : null).withGroups(false);

        assertThat(plan(ResourceType.USER, search))
                .containsPattern("WindowAgg [^\n]*\n *Window:[^\n]*\n *->  Nested Loop")
                .containsOnlyOnce("->  Sort  ");
    }

    /** An index entry has room for 2700 bytes. */
    @Test
    void takesTextsThatAreTooLongForAnIndex() {
        String text = random();
        UserRow user =
                store.user(
                        "{'userName':'long','externalId':'%1$s','displayName':'%1$s','emails':[{'value':'%1$s'}]}"
                                .formatted(text),
                        null,
                        "none");
        store.transactions.executeWithoutResult(
                status -> {
                    store.stored(user);
                    for (String name : List.of("externalId", "displayName", "emails.value")) {
                        for (String end : List.of("", LONG)) {
                            Filter filter =
                                    Filter.parse(
                                            "%s eq \"%s%s\"".formatted(name, text, end),
                                            ResourceDefinition.USER);
                            assertThat(
                                            new ResourceQueries(store.jdbc)
                                                    .search(
                                                            store.company,
                                                            ResourceType.USER,
                                                            Search.first(2, filter, null))
                                                    .totalResults())
                                    .as(name)
                                    .isEqualTo(end.isEmpty() ? 1 : 0);
                        }
                    }
                    status.setRollbackOnly();
                });
    }

    /** Compresses badly, as the index would try. */
    private static String random() {
        StringBuilder text = new StringBuilder();
        java.util.Random random = new java.util.Random(7);
        for (int i = 0; i < 3000; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private static Page page(Search search) {
        return queries.search(store.company, ResourceType.USER, search);
    }

    private static String plan(ResourceType type, Search search) {
        return explain("explain ", type, search);
    }

    /** How many pages of tables and indexes are looked at. */
    private static int buffers(Search search) {
        String plan =
                explain(
                        "explain (analyze, buffers, timing off, summary off) ",
                        ResourceType.USER,
                        search);
        var hit = java.util.regex.Pattern.compile("Buffers: shared hit=(\\d+)").matcher(plan);
        assertThat(hit.find()).as(plan).isTrue();
        return Integer.parseInt(hit.group(1));
    }

    private static String explain(String explain, ResourceType type, Search search) {
        SqlText sql = SearchSql.of(store.company, type, search, ResourceQueries.OCTETS);
        List<@Nullable String> lines =
                store.jdbc.sql(explain + sql).params(sql.params()).query(String.class).list();
        return String.join("\n", lines);
    }

    private static UUID id(String sql) {
        return store.jdbc.sql(sql).query(UUID.class).single();
    }
}
