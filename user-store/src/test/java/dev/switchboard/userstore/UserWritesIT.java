package dev.switchboard.userstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.patch.MemberChange;
import dev.switchboard.scim.resource.UserNames;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

final class UserWritesIT {

    private static final UUID OFFICE = MessageIds.next();

    private static Store store;
    private static UserWrites users;

    @BeforeAll
    static void start() {
        store = Store.fresh();
        users = new UserWrites(store.provisioner);
    }

    @Test
    void readsBackWhatItWrote() {
        UserRow user =
                store.user(
                        "{'userName':'Kim@example.com','externalId':'e1','emails':[{'value':'K@x'}]}",
                        "+12125550100",
                        "assigned");

        assertThat(users.insert(List.of(user))).containsExactly(user.id());

        assertThat(users.lock(List.of(user.id(), MessageIds.next())))
                .containsExactly(Map.entry(user.id(), user));
    }

    @Test
    void doesNotReadMoreAtOnceThanFitsIntoMemory() {
        String large = "n".repeat(AtOnce.TAKEN_APART / 3);
        List<UUID> ids =
                Stream.of("large1", "large2", "large3")
                        .map(
                                name ->
                                        store.stored(
                                                        store.user(
                                                                "{'userName':'%s','nickName':'%s'}"
                                                                        .formatted(name, large),
                                                                null,
                                                                "none"))
                                                .id())
                        .toList();

        assertThatExceptionOfType(TooMuchAtOnceException.class)
                .isThrownBy(() -> store.inTransaction(() -> users.lock(ids)))
                .withMessageContaining("users");
        assertThat(users.lock(ids.subList(0, 2))).hasSize(2);
        assertThat(users.lock(ids.subList(2, 3))).hasSize(1);
    }

    @Test
    void insertsOnlyUsersWhoseNameIsFree() {
        UserRow there = store.stored(store.user("there@example.com"));
        UserRow again = store.user("THERE@example.com");
        UserRow first = store.user("twice@example.com");
        UserRow second = store.user("Twice@example.com");

        assertThat(users.insert(List.of(again, first, second))).containsExactly(first.id());
        assertThat(users.lock(List.of(there.id(), again.id(), first.id(), second.id())))
                .containsOnlyKeys(there.id(), first.id());
    }

    @Test
    void updatesSeveralAtOnce() {
        UserRow one = store.stored(store.user("update1"));
        UserRow other = store.stored(store.user("update2"));

        users.update(List.of(changed(one, "Update1"), changed(other, "update2")));

        assertThat(users.lock(List.of(one.id(), other.id())))
                .containsEntry(one.id(), changed(one, "Update1"))
                .containsEntry(other.id(), changed(other, "update2"));
    }

    @Test
    void renamesUnlessTheNameIsTaken() {
        store.stored(store.user("taken"));
        UserRow user = store.stored(store.user("renamed"));

        boolean[] renamed =
                store.inTransaction(
                        () -> {
                            boolean toTaken = users.rename(changed(user, "TAKEN"));
                            // The transaction goes on after the refusal.
                            boolean toFree = users.rename(changed(user, "free"));
                            return new boolean[] {toTaken, toFree};
                        });

        assertThat(renamed).containsExactly(false, true);
        assertThat(users.lock(List.of(user.id()))).containsValue(changed(user, "free"));
    }

    @Test
    void deletesUsersWithTheirMemberships() {
        UserRow user = store.stored(store.user("deleted"));
        GroupWrites groups = new GroupWrites(store.jdbc);
        GroupRow group = store.group("Group");
        groups.insert(group, List.of(new MemberChange.Member(user.id().toString(), null, null)));
        assertThat(groups.groupsOf(List.of(user.id())))
                .containsEntry(user.id(), List.of(new GroupMembership(group.id(), "Group")));

        assertThat(users.delete(List.of(user.id())))
                .containsOnly(
                        Map.entry(
                                group.id(),
                                List.of(new Member(user.id(), ResourceType.USER, null))));

        assertThat(users.lock(List.of(user.id()))).isEmpty();
        assertThat(groups.members(group.id(), 1_000)).isEmpty();
        assertThat(
                        new ResourceQueries(store.gateway)
                                .find(store.company, ResourceType.USER, user.id()))
                .isEmpty();
    }

    @Test
    void letsOnlyOneOfManyTransactionsTakeAName() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> inserted =
                    IntStream.range(0, 20)
                            .mapToObj(i -> threads.submit(() -> insertOnceStarted(start)))
                            .toList();
            start.countDown();
            int sum = 0;
            for (Future<Integer> one : inserted) {
                sum += one.get();
            }
            assertThat(sum).isEqualTo(2);
        }
    }

    private static int insertOnceStarted(CountDownLatch start) throws InterruptedException {
        start.await();
        List<UserRow> wanted = List.of(store.user("race"), store.user("race2"));
        return store.inTransaction(() -> users.insert(wanted).size());
    }

    private static UserRow changed(UserRow user, String userName) {
        return new UserRow(
                user.id(),
                user.companyId(),
                userName,
                UserNames.key(userName),
                "new",
                false,
                user.version() + 1,
                user.createdAt(),
                user.lastModified().plusSeconds(1),
                OFFICE,
                "New York",
                "+12125550101",
                "reserved",
                7,
                user.document().deepCopy().put("userName", userName),
                TelephonyState.NONE);
    }
}
