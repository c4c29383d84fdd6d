package dev.switchboard.userstore;

import dev.switchboard.messages.ResourceType;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a gateway reads; needs no more than SELECT on the schema {@code users}. Each method is one
 * statement and so sees one state of the store.
 */
public final class ResourceQueries {

    private static final String GROUPS_OF_USER =
            """
            (select jsonb_agg(jsonb_build_array(g.id, g.display_name) order by g.id)
                from users.group_member m join users.scim_group g on g.id = m.group_id
                where m.member_id = r.id) as others""";
    private static final String MEMBERS_OF_GROUP =
            """
            (select jsonb_agg(
                    jsonb_build_array(m.member_id, m.member_type, m.display) order by m.member_id)
                from users.group_member m where m.group_id = r.id) as others""";
    private static final String NO_MEMBERS = "null::jsonb as others";

    private final JdbcClient jdbc;

    public ResourceQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The resource with this id, if it is the company's; a group with its members. */
    public Optional<StoredResource> find(UUID companyId, ResourceType type, UUID id) {
        return find(companyId, type, id, true);
    }

    /**
     * The resource with this id, if it is the company's.
     *
     * @param withMembers whether a group is to have its members
     */
    public Optional<StoredResource> find(
            UUID companyId, ResourceType type, UUID id, boolean withMembers) {
        return jdbc.sql(
                        "select r.*, %s from %s r where r.company_id = ? and r.id = ?"
                                .formatted(others(type, withMembers), table(type)))
                .params(companyId, id)
                .query((row, number) -> resource(type, row, withMembers))
                .optional();
    }

    /**
     * The resources that a search finds, in order of creation.
     *
     * @throws dev.switchboard.scim.ScimException {@code invalidFilter} where a filter cannot be
     *     answered
     */
    public Page search(UUID companyId, ResourceType type, Search search) {
        SqlText sql = new SqlText();
        sql.add("with hits as materialized (select r.id from ").add(table(type));
        sql.add(" r where r.company_id = ").bind(companyId);
        if (search.filter() != null) {
            sql.add(" and (");
            FilterSql.add(search.filter(), type, sql);
            sql.add(")");
        }
        // A row for the total in any case; the page's resources, if any, beside it. Ids grow with
        // time, so their order is that of creation.
        sql.add(") select total.hits, page.* from (select count(*) as hits from hits) total");
        sql.add(" left join lateral (select r.*, ").add(others(type, search.withMembers()));
        sql.add(" from (select id from hits order by id offset ").bind(search.startIndex() - 1L);
        sql.add(" limit ").bind(search.count()).add(") found join ").add(table(type));
        sql.add(" r on r.id = found.id) page on true order by page.id");
        List<StoredResource> resources = new ArrayList<>();
        long[] total = new long[1];
        jdbc.sql(sql.toString())
                .params(sql.params())
                .query(
                        row -> {
                            total[0] = row.getLong("hits");
                            if (row.getObject("id") != null) {
                                resources.add(resource(type, row, search.withMembers()));
                            }
                        });
        return new Page(total[0], resources);
    }

    private static String table(ResourceType type) {
        return switch (type) {
            case USER -> "users.scim_user";
            case GROUP -> "users.scim_group";
        };
    }

    private static String others(ResourceType type, boolean withMembers) {
        return switch (type) {
            case USER -> GROUPS_OF_USER;
            case GROUP -> withMembers ? MEMBERS_OF_GROUP : NO_MEMBERS;
        };
    }

    private static StoredResource resource(ResourceType type, ResultSet row, boolean withMembers)
            throws SQLException {
        return switch (type) {
            case USER -> {
                UserRow user = Rows.user(row, 0);
                yield new StoredResource(
                        user.id(),
                        user.version(),
                        Rendering.user(user, Memberships.groups(row, "others")));
            }
            case GROUP -> {
                GroupRow group = Rows.group(row, 0);
                yield new StoredResource(
                        group.id(),
                        group.version(),
                        Rendering.group(
                                group, withMembers ? Memberships.members(row, "others") : null));
            }
        };
    }
}
