package dev.switchboard.userstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.patch.MemberChange;
import dev.switchboard.scim.schema.ResourceDefinition;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

final class ResourceQueriesIT {

    private static final List<UUID> IDS = new ArrayList<>();

    private static Store store;
    private static ResourceQueries queries;

    @BeforeAll
    static void start() {
        store = Store.fresh();
        queries = new ResourceQueries(store.gateway);
        List<UserRow> rows = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            rows.add(
                    store.user(
                            "{'userName':'User%1$d@example.com','externalId':'e%1$d','emails':[{'value':'Mail%1$d@x'}]}"
                                    .formatted(i),
                            null,
                            "none"));
        }
        new UserWrites(store.provisioner).insert(rows);
        store.provisioner.execute("analyze users.scim_user");
        IDS.addAll(
                rows.stream()
                        .map(UserRow::id)
                        .sorted(Comparator.comparing(UUID::toString))
                        .toList());
    }

    @Test
    void findsForEachOfManyWhatItAskedFor() throws Exception {
        UUID stranger = MessageIds.next();
        List<Runnable> questions = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            UUID id = IDS.get(i);
            String name = "User%d@example.com".formatted(i);
            questions.add(
                    () ->
                            assertThat(queries.find(store.company, ResourceType.USER, id))
                                    .map(StoredResource::id)
                                    .contains(id));
            questions.add(() -> assertThat(userNames(name)).containsExactly(name));
            if (i % 7 == 0) {
                questions.add(
                        () ->
                                assertThat(queries.find(stranger, ResourceType.USER, id))
                                        .as("another company's")
                                        .isEmpty());
                questions.add(() -> assertThat(userNames("No" + name)).isEmpty());
            }
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(64)) {
            for (Future<?> each : questions.stream().map(threads::submit).toList()) {
                each.get();
            }
        }
    }

    private static List<String> userNames(String name) {
        Search search =
                Search.first(
                        100,
                        Filter.parse("userName eq \"" + name + "\"", ResourceDefinition.USER),
                        null);
        return queries.search(store.company, ResourceType.USER, search).resources().stream()
                .map(each -> each.stored().resource().path("userName").asString(""))
                .toList();
    }

    @Test
    void pagesInTheOrderOfCreation() {
        assertThat(page(null, 1, 3))
                .returns(2000L, Page::totalResults)
                .returns(IDS.subList(0, 3), ResourceQueriesIT::ids);
        assertThat(page(null, 1999, 10)).returns(IDS.subList(1998, 2000), ResourceQueriesIT::ids);
    }

    @Test
    void givesTheTotalWithoutAPage() {
        assertThat(page(null, 1, 0)).isEqualTo(new Page(2000, List.of()));
        assertThat(page(null, 2001, 10)).isEqualTo(new Page(2000, List.of()));
        assertThat(page(null, Integer.MAX_VALUE, 1)).isEqualTo(new Page(2000, List.of()));
        assertThat(page("userName eq \"nobody\"", 1, 10)).isEqualTo(new Page(0, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userName eq \"USER7@example.com\"",
                "externalId eq \"e7\"",
                "emails.value eq \"mail7@X\"",
                "emails eq \"MAIL7@x\"",
                "emails[value eq \"mail7@x\"]"
            })
    void findsUsersByWhatClientsKnowThemBy(String filter) {
        assertThat(page(filter, 1, 10).resources())
                .extracting(user -> user.stored().resource().path("externalId").asString(""))
                .containsExactly("e7");
    }

    @Test
    void seesOnlyTheCompanysOwn() {
        UUID other = MessageIds.next();

        assertThat(queries.find(store.company, ResourceType.USER, IDS.getFirst())).isPresent();
        assertThat(queries.find(store.company, ResourceType.GROUP, IDS.getFirst())).isEmpty();
        assertThat(queries.find(other, ResourceType.USER, IDS.getFirst())).isEmpty();
        assertThat(queries.search(other, ResourceType.USER, Search.first(10, null, null)))
                .isEqualTo(new Page(0, List.of()));
    }

    @Test
    void loadsAUsersGroupsOnlyIfAskedTo() {
        GroupRow group = store.group("Sales");
        new GroupWrites(store.jdbc)
                .insert(
                        group,
                        List.of(new MemberChange.Member(IDS.getFirst().toString(), null, "First")));

        assertThat(queries.find(store.company, ResourceType.USER, IDS.getFirst()))
                .hasValueSatisfying(
                        found ->
                                assertThat(found.resource().at("/groups/0/display").asString())
                                        .isEqualTo("Sales"));
        assertThat(queries.find(store.company, ResourceType.USER, IDS.getFirst(), false))
                .hasValueSatisfying(found -> assertThat(found.resource().has("groups")).isFalse());
        Search without = Search.first(1, null, null).withGroups(false);
        assertThat(queries.search(store.company, ResourceType.USER, without).resources())
                .singleElement()
                .satisfies(found -> assertThat(found.id()).isEqualTo(IDS.getFirst()))
                .satisfies(found -> assertThat(found.stored().resource().has("groups")).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"meta.location pr", "groups.$ref eq \"x\"", "groups[$ref eq \"x\"]"})
    void refusesWhatItCannotAnswer(String filter) {
        assertThatThrownBy(() -> page(filter, 1, 10))
                .isInstanceOfSatisfying(
                        ScimException.class,
                        refused -> {
                            assertThat(refused.error()).isEqualTo(ScimError.INVALID_FILTER);
                            assertThat(refused.detail()).containsPattern("'[a-zA-Z.$]+'");
                        });
    }

    private static Page page(@Nullable String filter, int startIndex, int count) {
        return queries.search(
                store.company,
                ResourceType.USER,
                Search.first(
                                count,
                                filter == null
                                        ? null
                                        : Filter.parse(filter, ResourceDefinition.USER),
                                null)
                        .from(null, startIndex - 1L));
    }

    private static List<UUID> ids(Page page) {
        return page.resources().stream().map(Listed::id).toList();
    }
}
