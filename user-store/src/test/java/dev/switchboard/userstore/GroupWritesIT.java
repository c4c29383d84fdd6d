package dev.switchboard.userstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.patch.MemberChange;
import dev.switchboard.userstore.GroupWrites.Name;
import dev.switchboard.userstore.GroupWrites.Namesake;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

final class GroupWritesIT {

    private static Store store;
    private static GroupWrites groups;
    private static UUID kim;
    private static UUID lee;
    private static UUID sam;

    @BeforeAll
    static void start() {
        store = Store.fresh();
        groups = new GroupWrites(store.jdbc);
        kim = store.stored(store.user("kim")).id();
        lee = store.stored(store.user("lee")).id();
        sam = store.stored(store.user("sam")).id();
    }

    @Test
    void readsBackWhatItWrote() {
        GroupRow group = inserted("Sales");

        assertThat(groups.lock(List.of(group.id()))).containsExactly(Map.entry(group.id(), group));

        GroupRow changed =
                new GroupRow(
                        group.id(),
                        group.companyId(),
                        "Marketing",
                        "e1",
                        2,
                        group.createdAt(),
                        group.lastModified().plusSeconds(1),
                        group.document().deepCopy().put("displayName", "Marketing"));
        groups.update(changed);
        assertThat(groups.lock(List.of(group.id()))).containsValue(changed);
    }

    @Test
    void doesNotReadMoreAtOnceThanFitsIntoMemory() {
        List<UUID> ids = Stream.generate(GroupWritesIT::large).limit(3).map(GroupRow::id).toList();

        assertThatExceptionOfType(TooMuchAtOnceException.class)
                .isThrownBy(() -> store.inTransaction(() -> groups.lock(ids)))
                .withMessageContaining("groups");
        assertThat(groups.lock(ids.subList(0, 2))).hasSize(2);
        assertThat(groups.lock(ids.subList(2, 3))).hasSize(1);
    }

    private static GroupRow large() {
        GroupRow group = store.group("Large");
        group.document().put("other", "x".repeat(AtOnce.TAKEN_APART / 3));
        groups.insert(group, List.of());
        return group;
    }

    @Test
    void readsNoMoreGroupsOfUsersAtOnceThanFitIntoMemory() {
        List<UUID> ids =
                Stream.of("many1", "many2").map(n -> store.stored(store.user(n)).id()).toList();
        store.jdbc
                .sql(
                        """
                        with g as (
                            insert into users.scim_group (id, company_id, display_name, version,
                                created_at, last_modified, document)
                            select gen_random_uuid(), ?, lpad(i::text, 1024, 'n'), 1, now(), now(), '{}'
                            from generate_series(1, 2500) i
                            returning id, company_id)
                        insert into users.group_member (group_id, company_id, member_id, member_type)
                        select g.id, g.company_id, m.id, 'User' from g, unnest(?::uuid[]) as m (id)
                        """)
                .params(store.company, Batch.ids(ids))
                .update();

        assertThatExceptionOfType(TooMuchAtOnceException.class)
                .isThrownBy(() -> store.inTransaction(() -> groups.groupsOf(ids)));
        assertThat(groups.groupsOf(ids.subList(0, 1)).values())
                .singleElement()
                .satisfies(each -> assertThat(each).hasSize(2500));
    }

    @Test
    void findsTheFirstOfGroupsOfOneName() {
        Instant before = Store.NOW.minusSeconds(1);
        Name name = new Name(store.company, "NAMESAKE");
        GroupRow first = inserted("Namesake");
        GroupRow second = inserted("namesake");
        GroupRow oldest = first.id().compareTo(second.id()) < 0 ? first : second;

        assertThat(groups.firstNamesake(name, null, before, null)).isEmpty();
        assertThat(groups.firstNamesake(name, "e1", before, before)).isEmpty();
        assertThat(groups.firstNamesake(name, null, Store.NOW.plusSeconds(1), before)).isEmpty();
        assertThat(groups.firstNamesake(name, null, before, before))
                .contains(new Namesake(oldest, null));
        groups.noteLate(second.id(), before);
        assertThat(groups.firstNamesake(name, null, before, null))
                .contains(new Namesake(second, before));
    }

    @Test
    void advancesGroupsWithoutReadingThem() {
        GroupRow one = inserted("Advanced");
        GroupRow two = inserted("Further");
        Instant later = Store.NOW.plusSeconds(5);

        assertThat(groups.advance(Map.of(one.id(), 1, two.id(), 3), later))
                .containsOnly(Map.entry(one.id(), 2L), Map.entry(two.id(), 4L));

        assertThat(groups.lock(List.of(one.id(), two.id())))
                .containsEntry(one.id(), one.changed(2, later))
                .containsEntry(two.id(), two.changed(4, later));
    }

    @Test
    void ignoresMembersThatTheCompanyDoesNotHave() {
        UUID elsewhere = MessageIds.next();
        new Companies(store.jdbc).upsertCompany(elsewhere, "Other", Store.NOW);
        GroupRow foreign =
                new GroupRow(
                        MessageIds.next(),
                        elsewhere,
                        "Foreign",
                        null,
                        1,
                        Store.NOW,
                        Store.NOW,
                        store.group("Foreign").document());
        groups.insert(foreign, List.of());
        GroupRow nested = inserted("Nested");
        GroupRow group = store.group("Mixed");

        List<Member> members =
                groups.insert(
                        group,
                        List.of(
                                named(kim, "Kim"),
                                named(nested.id(), null),
                                named(foreign.id(), null),
                                named(MessageIds.next(), null),
                                named(group.id(), "itself"),
                                new MemberChange.Member("no id", "User", null)));

        assertThat(members)
                .containsExactlyInAnyOrder(
                        new Member(kim, ResourceType.USER, "Kim"),
                        new Member(nested.id(), ResourceType.GROUP, null));
        assertThat(groups.members(group.id(), 1_000)).containsExactlyInAnyOrderElementsOf(members);
    }

    @Test
    void saysWhatReallyChanged() {
        UUID group = inserted("Changing", kim).id();

        assertThat(
                        groups.addMembers(
                                group, store.company, List.of(named(kim, "x"), named(lee, null))))
                .containsExactly(user(lee));
        assertThat(groups.removeMembers(group, List.of(sam.toString(), kim.toString(), "?")))
                .containsExactly(user(kim));
        assertThat(
                        groups.replaceMembers(
                                group, store.company, List.of(named(lee, null), named(sam, null))))
                .isEqualTo(new MemberDelta(List.of(user(sam)), List.of()));
        assertThat(groups.replaceMembers(group, store.company, List.of()))
                .satisfies(
                        delta ->
                                assertThat(delta.removed())
                                        .containsExactlyInAnyOrder(user(lee), user(sam)));
        assertThat(groups.replaceMembers(group, store.company, List.of()).isEmpty()).isTrue();
    }

    @Test
    void cutsTheNameOfAMemberThatNoMessageCouldCarryAThousandTimes() {
        UUID group = inserted("Named").id();

        groups.addMembers(group, store.company, List.of(named(kim, "n".repeat(5_000))));

        assertThat(groups.members(group, 1_000))
                .singleElement()
                .satisfies(member -> assertThat(member.display()).hasSizeBetween(1, 1_024));
    }

    @Test
    void deletesAGroupWithItsMembershipsBothWays() {
        GroupRow inner = inserted("Inner", kim);
        GroupRow outer = inserted("Outer", inner.id());

        groups.delete(inner.id());

        assertThat(groups.lock(List.of(inner.id()))).isEmpty();
        assertThat(groups.members(inner.id(), 1_000)).isEmpty();
        assertThat(groups.members(outer.id(), 1_000)).isEmpty();
    }

    private static GroupRow inserted(String name, UUID... members) {
        GroupRow group = store.group(name);
        groups.insert(group, List.of(members).stream().map(id -> named(id, null)).toList());
        return group;
    }

    private static MemberChange.Member named(UUID id, @Nullable String display) {
        return new MemberChange.Member(id.toString(), null, display);
    }

    private static Member user(UUID id) {
        return new Member(id, ResourceType.USER, null);
    }
}
