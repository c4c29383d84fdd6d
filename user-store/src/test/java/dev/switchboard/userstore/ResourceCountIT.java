package dev.switchboard.userstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.resource.UserNames;
import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.testsupport.TestPostgres;

import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The totals that are kept and not counted (docs/adr/0012). */
@Timeout(120)
final class ResourceCountIT {

    private Store store;
    private UserWrites users;

    @BeforeEach
    void start() {
        store = Store.fresh();
        users = new UserWrites(store.provisioner);
    }

    @Test
    void countsWhatIsReallyInsertedAndDeleted() {
        UserRow ada = store.user("ada");
        UserRow bob = store.user("bob");
        users.insert(List.of(ada, bob, store.user("ADA")));
        assertThat(total(ResourceType.USER)).isEqualTo(2);
        assertThat(total(ResourceType.GROUP)).isZero();

        users.insert(List.of(store.user("ada")));
        users.delete(List.of(ada.id(), MessageIds.next()));
        assertThat(total(ResourceType.USER)).isEqualTo(1);

        GroupRow group = store.group("Sales");
        new GroupWrites(store.jdbc).insert(group, List.of());
        assertThat(total(ResourceType.GROUP)).isEqualTo(1);
        new GroupWrites(store.jdbc).delete(group.id());
        assertThat(total(ResourceType.GROUP)).isZero();
    }

    @Test
    void knowsHowManyAreActive() {
        UserRow ada = store.user("ada");
        UserRow bob = suspended(store.user("bob"), 1);
        users.insert(List.of(ada, bob, store.user("cyd")));
        assertThat(active()).isEqualTo(List.of(2L, 1L));

        users.update(List.of(suspended(ada, 2), suspended(bob, 2)));
        assertThat(active()).isEqualTo(List.of(1L, 2L));
        UserRow bobby = suspended(renamed(bob, "Bobby"), 3);
        assertThat(store.inTransaction(() -> users.rename(bobby))).isTrue();
        assertThat(active()).isEqualTo(List.of(1L, 2L));
        users.update(List.of(ada));
        assertThat(active()).isEqualTo(List.of(2L, 1L));
        store.transactions.executeWithoutResult(
                status -> {
                    users.update(List.of(suspended(ada, 4)));
                    status.setRollbackOnly();
                });
        assertThat(active()).isEqualTo(List.of(2L, 1L));

        users.delete(List.of(bob.id(), ada.id()));
        assertThat(active()).isEqualTo(List.of(1L, 0L));
    }

    /** How many are active and how many are not, each found in several ways. */
    private List<Long> active() {
        List<Long> totals = new ArrayList<>();
        for (List<String> same :
                List.of(
                        List.of(
                                "active eq true",
                                "not (active eq false)",
                                "active ne false and userName pr",
                                "active eq true or not (id pr)"),
                        List.of(
                                "active eq false",
                                "not (active eq true)",
                                "active ne true",
                                "not (active eq true or not (meta pr))"))) {
            List<Long> each =
                    same.stream()
                            .map(
                                    filter ->
                                            total(
                                                    ResourceType.USER,
                                                    Filter.parse(filter, ResourceDefinition.USER)))
                            .distinct()
                            .toList();
            assertThat(each).as("%s", same).hasSize(1);
            totals.addAll(each);
        }
        return totals;
    }

    private static UserRow suspended(UserRow user, long version) {
        return copy(user, user.userName(), false, version);
    }

    private static UserRow renamed(UserRow user, String userName) {
        return copy(user, userName, user.active(), user.version());
    }

    private static UserRow copy(UserRow user, String userName, boolean active, long version) {
        return new UserRow(
                user.id(),
                user.companyId(),
                userName,
                UserNames.key(userName),
                null,
                active,
                version,
                Store.NOW,
                Store.NOW,
                null,
                null,
                null,
                "none",
                0,
                user.document(),
                TelephonyState.NONE);
    }

    @Test
    void forgetsWhatIsRolledBack() {
        store.transactions.executeWithoutResult(
                status -> {
                    users.insert(List.of(store.user("ada")));
                    status.setRollbackOnly();
                });
        assertThat(total(ResourceType.USER)).isZero();
    }

    @Test
    void letsTransactionsOfOneCompanyRunSideBySide() throws Exception {
        int writers = 4;
        CountDownLatch allHaveWritten = new CountDownLatch(writers);
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                String name = "user" + i;
                running.add(
                        threads.submit(
                                () ->
                                        store.inTransaction(
                                                () -> {
                                                    users.insert(List.of(store.user(name)));
                                                    allHaveWritten.countDown();
                                                    await(allHaveWritten);
                                                    return true;
                                                })));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        assertThat(total(ResourceType.USER)).isEqualTo(writers);
        users.insert(List.of(store.user("one-more")));
        assertThat(
                        store.jdbc
                                .sql("select count(*) from users.resource_count")
                                .query(Integer.class)
                                .single())
                .as("rows are used again")
                .isEqualTo(writers);
    }

    @Test
    void countsThoseWhoWereThereBefore() {
        TestPostgres.Database database = TestPostgres.freshDatabase();
        DriverManagerDataSource source =
                new DriverManagerDataSource(
                        database.jdbcUrl(), "provisioner", database.passwordOf("provisioner"));
        migrate(source, "1");
        JdbcClient old = JdbcClient.create(source);
        UUID company = MessageIds.next();
        old.sql("insert into users.company (id, name, created_at) values (?, 'Before', now())")
                .param(company)
                .update();
        old.sql(
                        """
                        insert into users.scim_user (id, company_id, user_name, user_name_key, active,
                            version, created_at, last_modified, document)
                        select gen_random_uuid(), ?, 'u' || i, 'u' || i, i > 2, 1, now(), now(),
                            jsonb_build_object(
                                'schemas', jsonb_build_array(
                                    'urn:ietf:params:scim:schemas:core:2.0:User'),
                                'emails', jsonb_build_array(
                                    jsonb_build_object('value', repeat('A', i * 100))))
                        from generate_series(1, 5) i
                        """)
                .param(company)
                .update();
        migrate(source, "latest");

        assertThat(
                        new ResourceQueries(old)
                                .search(company, ResourceType.USER, Search.first(1, null, null))
                                .totalResults())
                .isEqualTo(5);
        Filter active = Filter.parse("active eq true", ResourceDefinition.USER);
        assertThat(
                        new ResourceQueries(old)
                                .search(company, ResourceType.USER, Search.first(0, active, null))
                                .totalResults())
                .isEqualTo(3);
        assertThat(
                        old.sql("select max(length(email_keys[1])) from users.scim_user")
                                .query(Integer.class)
                                .single())
                .isEqualTo(200);
    }

    private static void migrate(DriverManagerDataSource source, String target) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration/users")
                .schemas("users")
                .target(target)
                .load()
                .migrate();
    }

    private long total(ResourceType type) {
        return total(type, null);
    }

    private long total(ResourceType type, @Nullable Filter filter) {
        assertThat(ResourceQueries.knowsTotal(type, filter)).as("%s", filter).isTrue();
        ResourceQueries queries = new ResourceQueries(store.gateway);
        Page page = queries.search(store.company, type, Search.first(10, filter, null));
        assertThat(page.resources()).hasSize((int) page.totalResults());
        return page.totalResults();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
