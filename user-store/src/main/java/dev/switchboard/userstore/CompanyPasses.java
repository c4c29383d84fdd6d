package dev.switchboard.userstore;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Companies whose users are gone through, part by part; many instances may do it at once. */
final class CompanyPasses {

    /** No id is it: a UUID of version 7 has a time. */
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final String table;

    /**
     * @param table where they stand, each with the user that a pass is behind
     */
    CompanyPasses(JdbcClient jdbc, String table) {
        this.jdbc = jdbc;
        this.table = table;
    }

    /** Adds a pass unless one waits that nobody has begun: a pass that is under way goes on. */
    void add(UUID companyId) {
        // Locked, or somebody could begin it before the transaction ends; who is about to has
        // locked it already.
        jdbc.sql(
                        """
                        with not_begun as (
                            select id from %s
                            where company_id = ? and after_user is null
                            for update skip locked)
                        insert into %s (company_id)
                        select ? where not exists (select from not_begun)
                        """
                                .formatted(table, table))
                .params(companyId, companyId)
                .update();
    }

    /** How many wait or are under way. */
    long count() {
        return jdbc.sql("select count(*) from %s".formatted(table)).query(Long.class).single();
    }

    /** Takes the next part of a company that no other instance is about to take. */
    Optional<CompanyPart> takePart(int limit) {
        return jdbc.sql(
                        """
                        select id, company_id, after_user from %s
                        order by id limit 1 for update skip locked
                        """
                                .formatted(table))
                .query(
                        (row, number) ->
                                part(
                                        row.getLong("id"),
                                        Rows.id(row, "company_id"),
                                        row.getObject("after_user", UUID.class),
                                        limit))
                .optional();
    }

    private CompanyPart part(long pass, UUID companyId, @Nullable UUID after, int limit) {
        List<UUID> users =
                jdbc.sql(
                                """
                                select id from users.scim_user
                                where company_id = ? and id > ?
                                order by id limit ?
                                """)
                        .param(companyId)
                        .param(after == null ? BEFORE_ALL : after)
                        .param(limit)
                        .query((row, number) -> Rows.id(row, "id"))
                        .list();
        if (users.isEmpty()) {
            jdbc.sql("delete from %s where id = ?".formatted(table)).param(pass).update();
        } else {
            jdbc.sql("update %s set after_user = ? where id = ?".formatted(table))
                    .params(users.getLast(), pass)
                    .update();
        }
        return new CompanyPart(companyId, users);
    }
}
