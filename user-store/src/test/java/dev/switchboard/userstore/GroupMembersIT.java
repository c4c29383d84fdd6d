package dev.switchboard.userstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.ResourceType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

final class GroupMembersIT {

    private static Store store;
    private static GroupMembers members;

    @BeforeAll
    static void start() {
        store = Store.fresh();
        members = new GroupMembers(store.gateway);
    }

    @Test
    void readsAGroupSliceBySlice() {
        UUID group = group(2 * GroupMembers.AT_ONCE);
        List<Member> seen = new ArrayList<>();
        List<Integer> slices = new ArrayList<>();
        @Nullable UUID after = null;
        while (true) {
            List<Member> slice =
                    members.slice(List.of(group), after).getOrDefault(group, List.of());
            slices.add(slice.size());
            if (slice.isEmpty()) {
                break;
            }
            seen.addAll(slice);
            after = slice.getLast().id();
        }

        assertThat(slices).containsExactly(GroupMembers.AT_ONCE, GroupMembers.AT_ONCE, 0);
        assertThat(seen).isEqualTo(stored(group));
    }

    @Test
    void sharesASliceAmongGroups() {
        UUID none = group(0);
        UUID few = group(3);
        UUID many = group(600);
        UUID another = group(1);

        Map<UUID, List<Member>> slice = members.slice(List.of(many, none, few), null);

        assertThat(slice)
                .containsOnly(
                        Map.entry(few, stored(few)),
                        Map.entry(many, stored(many).subList(0, GroupMembers.AT_ONCE / 3)));
        assertThat(members.slice(List.of(MessageIds.next(), another), null))
                .containsOnlyKeys(another);
    }

    @Test
    void tellsUsersFromGroupsAndTheirNames() {
        UUID group = group(0);
        UUID user = MessageIds.next();
        UUID nested = MessageIds.next();
        add(group, user, "User", "Kim");
        add(group, nested, "Group", null);

        assertThat(members.slice(List.of(group), null).get(group))
                .containsExactlyInAnyOrder(
                        new Member(user, ResourceType.USER, "Kim"),
                        new Member(nested, ResourceType.GROUP, null));
    }

    /** Of a company that has grown since the last ANALYZE the planner believes the least. */
    @Test
    void goesThroughTheIndex() {
        UUID group = group(5_000);
        UUID after = stored(group).get(4_000).id();

        List<@Nullable String> plan =
                store.jdbc
                        .sql("explain (analyze, costs off, timing off) " + GroupMembers.SLICE)
                        .params(Batch.ids(List.of(group)), after, 10)
                        .query(String.class)
                        .list();

        assertThat(String.join("\n", plan))
                .contains("group_member_pkey")
                .doesNotContain("Seq Scan on group_member", "Rows Removed");
    }

    private static UUID group(int size) {
        GroupRow group = store.group("Group");
        new GroupWrites(store.jdbc).insert(group, List.of());
        store.jdbc
                .sql(
                        """
                        insert into users.group_member (group_id, member_id, company_id, member_type, display)
                        select ?, gen_random_uuid(), ?, 'User', 'Member ' || i
                        from generate_series(1, ?) i
                        """)
                .params(group.id(), store.company, size)
                .update();
        return group.id();
    }

    private static void add(UUID group, UUID member, String type, @Nullable String display) {
        store.jdbc
                .sql("insert into users.group_member values (?, ?, ?, ?, ?)")
                .params(group, member, store.company, type)
                .param(display)
                .update();
    }

    private static List<Member> stored(UUID group) {
        Stream<Member> all = new GroupWrites(store.jdbc).members(group, Integer.MAX_VALUE).stream();
        return all.sorted(Comparator.comparing(member -> member.id().toString())).toList();
    }
}
