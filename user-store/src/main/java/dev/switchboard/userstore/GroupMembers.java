package dev.switchboard.userstore;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Reads the members of groups in slices, for a reader that hands them on before it reads more: a
 * group may have tens of thousands, and a page of groups a hundred times as many. Each slice is a
 * statement of its own, so that no connection waits for a slow reader. What is changed meanwhile
 * may show in one slice and not in another; who is a member all the time is in exactly one.
 */
public final class GroupMembers {

    /** So many are read at once at most, in all groups together: some hundred kilobytes. */
    public static final int AT_ONCE = 1_000;

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    /** A limit for each group: however it is planned, no more rows are read than are given. */
    static final String SLICE =
            """
            select m.group_id, m.member_id, m.member_type, m.display
            from unnest(?::uuid[]) g (id)
            cross join lateral (
                select * from users.group_member
                where group_id = g.id and member_id > ?::uuid
                order by member_id limit ?) m
            order by m.group_id, m.member_id""";

    private final JdbcClient jdbc;

    public GroupMembers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The next members of each of these groups, in the order of their ids.
     *
     * @param groups at most {@link #AT_ONCE}; whose they are is for the caller to know
     * @param after behind which member the slice begins, or null for the first
     * @return of each group as many as fit {@link #inEach}, or fewer where there are no more; a
     *     group without any is left out
     */
    public Map<UUID, List<Member>> slice(Collection<UUID> groups, @Nullable UUID after) {
        Map<UUID, List<Member>> members = new HashMap<>();
        jdbc.sql(SLICE)
                .params(
                        Batch.ids(groups),
                        after == null ? BEFORE_ALL : after,
                        inEach(groups.size()))
                .query(
                        row -> {
                            members.computeIfAbsent(
                                            Rows.id(row, "group_id"), _ -> new ArrayList<>())
                                    .add(
                                            new Member(
                                                    Rows.id(row, "member_id"),
                                                    Memberships.type(row.getString("member_type")),
                                                    row.getString("display")));
                        });
        return members;
    }

    /** How many members a slice has of each of so many groups at most. */
    public static int inEach(int groups) {
        return AT_ONCE / groups;
    }
}
