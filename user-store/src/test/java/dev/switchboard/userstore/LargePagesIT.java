package dev.switchboard.userstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.patch.MemberChange;
import dev.switchboard.scim.schema.AttributePath;
import dev.switchboard.scim.schema.ResourceDefinition;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Pages whose resources are too large to be read at once. */
@Timeout(120)
final class LargePagesIT {

    private static final int OCTETS = 20_000;

    private static Store store;
    private static ResourceQueries whole;
    private static ResourceQueries bounded;

    @BeforeAll
    static void start() {
        store = Store.fresh();
        whole = new ResourceQueries(store.gateway);
        bounded = new ResourceQueries(store.gateway, OCTETS);
        List<MemberChange.Member> members = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            UserRow user = stored(store.company, "u" + i * 7 % 40, i % 9 * 900);
            if (i % 5 == 0) {
                members.add(new MemberChange.Member(user.id().toString(), null, "Member"));
            }
        }
        stored(store.company, "v1", 3 * OCTETS);
        stored(store.company, "v2", 3 * OCTETS);
        // As large as a document: the groups of a user.
        for (int i = 0; i < 20; i++) {
            GroupRow group = store.group("Group %d of %s".formatted(i, "x".repeat(900)));
            new GroupWrites(store.jdbc).insert(group, members);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "userName", "-userName", "nickName", "-nickName"})
    void readsAllInOrderAndNeverMoreThanThereIsRoomFor(String sortBy) {
        for (String filter : List.of("", "active eq true", "userName sw \"u\"")) {
            for (boolean withGroups : new boolean[] {true, false}) {
                readsAll(
                        ResourceType.USER,
                        search(filter, sortBy).withGroups(withGroups),
                        withGroups);
            }
        }
    }

    @Test
    void readsGroupsLikewise() {
        readsAll(ResourceType.GROUP, Search.first(100, null, null), false);
    }

    /** Total, order and places are the same, whatever is read. */
    private static void readsAll(ResourceType type, Search search, boolean withGroups) {
        Page expected = whole.search(store.company, type, search);
        Page page = bounded.search(store.company, type, search);

        assertThat(page.totalResults()).isEqualTo(expected.totalResults());
        assertThat(places(page.resources())).isEqualTo(places(expected.resources()));
        List<Listed> left = page.resources();
        List<StoredResource> seen = new ArrayList<>();
        for (int i = 0; !left.isEmpty(); i++) {
            List<Listed> read = left.stream().takeWhile(Listed::isRead).toList();
            assertThat(read).as("read %d", i).isNotEmpty();
            left = left.subList(read.size(), left.size());
            assertThat(left).noneMatch(Listed::isRead);
            if (read.size() > 1) {
                assertThat(read.stream().mapToLong(Listed::octets).sum()).isLessThan(OCTETS);
            }
            if (!left.isEmpty()) {
                long next = left.getFirst().octets();
                assertThat(read.stream().mapToLong(Listed::octets).sum() + next)
                        .as("fits no more")
                        .isGreaterThan(OCTETS);
                left = bounded.readOn(store.company, type, left, withGroups);
            }
            read.forEach(each -> seen.add(each.stored()));
        }
        assertThat(seen).isEqualTo(expected.resources().stream().map(Listed::stored).toList());
    }

    @Test
    void readsAPageOfUsualUsersAtOnce() {
        Page page = whole.search(store.company, ResourceType.USER, search("", ""));

        assertThat(page.resources()).hasSize(42).allMatch(Listed::isRead);
    }

    @Test
    void tellsThatThereAreMoreThanFitThePage() {
        Search search = Search.first(4, null, null).from(null, 38).withTotal(70L);

        Page page = bounded.search(store.company, ResourceType.USER, search);

        assertThat(page.totalResults()).isEqualTo(70);
        assertThat(page.resources()).hasSize(4);
        assertThat(page.resources().getLast().isRead()).isFalse();
        assertThat(page.resources().getLast().position())
                .isEqualTo(
                        whole.search(store.company, ResourceType.USER, search)
                                .resources()
                                .getLast()
                                .position());
    }

    @Test
    void leavesOutWhoWasDeletedAndShowsOthersAsTheyAreNow() {
        UUID company = MessageIds.next();
        new Companies(store.jdbc).upsertCompany(company, "Changing", Store.NOW);
        List<UserRow> users = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            users.add(stored(company, "c" + i, OCTETS / 3));
        }
        List<Listed> left = unread(company);
        assertThat(ids(left)).isEqualTo(users.subList(2, 6).stream().map(UserRow::id).toList());
        UserWrites writes = new UserWrites(store.provisioner);
        writes.delete(List.of(users.get(2).id(), users.get(5).id()));
        UserRow grown = document(users.get(3), OCTETS);
        UserRow changed = document(users.get(4), 1);
        writes.update(List.of(grown, changed));

        left = bounded.readOn(company, ResourceType.USER, left, true);
        assertThat(ids(left)).isEqualTo(List.of(grown.id(), changed.id(), users.get(5).id()));
        assertThat(left.get(0).stored().resource().path("nickName").stringValue()).hasSize(OCTETS);
        assertThat(left.get(1).isRead()).as("no room beside who has grown").isFalse();
        left = bounded.readOn(company, ResourceType.USER, left.subList(1, 3), true);
        assertThat(left.getFirst().stored().resource().path("nickName").stringValue()).hasSize(1);
        assertThat(ids(left)).isEqualTo(List.of(changed.id()));
    }

    @Test
    void readsOnOnlyWhatIsTheCompanys() {
        List<Listed> left = unread(store.company);

        assertThat(bounded.readOn(MessageIds.next(), ResourceType.USER, left.subList(0, 1), true))
                .isEmpty();
    }

    private static List<Listed> unread(UUID company) {
        return bounded
                .search(company, ResourceType.USER, Search.first(100, null, null))
                .resources()
                .stream()
                .filter(each -> !each.isRead())
                .toList();
    }

    private static Search search(String filter, String sortBy) {
        String by = sortBy.replace("-", "");
        return Search.first(
                100,
                filter.isEmpty() ? null : Filter.parse(filter, ResourceDefinition.USER),
                by.isEmpty()
                        ? null
                        : new Sort(
                                AttributePath.parse(
                                        by, ResourceDefinition.USER, ScimError.INVALID_VALUE),
                                sortBy.startsWith("-")));
    }

    private static UserRow stored(UUID company, String userName, int characters) {
        UserRow user = store.user(userName);
        UserRow other =
                new UserRow(
                        user.id(),
                        company,
                        user.userName(),
                        user.userNameKey(),
                        null,
                        true,
                        1,
                        Store.NOW,
                        Store.NOW,
                        null,
                        null,
                        null,
                        "none",
                        0,
                        user.document(),
                        TelephonyState.NONE);
        return store.stored(document(other, characters));
    }

    private static UserRow document(UserRow user, int characters) {
        return user.withDocument(
                user.document().deepCopy().put("nickName", "n".repeat(characters)));
    }

    private static List<Position> places(List<Listed> resources) {
        return resources.stream().map(Listed::position).toList();
    }

    private static List<UUID> ids(List<Listed> resources) {
        return resources.stream().map(Listed::id).toList();
    }
}
