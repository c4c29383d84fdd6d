package dev.switchboard.userstore;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.filter.Filter;
import dev.switchboard.userstore.LookUps.LookUp;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.node.JsonNodeFactory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a gateway reads; needs no more than SELECT on the schema {@code users}. Each method is one
 * statement, or its part of one, and so sees one state of the store. Groups come without their
 * members, of which there is no bound: {@link GroupMembers} reads those.
 */
public final class ResourceQueries {

    private static final String USER_COLUMNS =
            """
            r.id, r.company_id, r.user_name, r.user_name_key, r.external_id, r.active, r.version,
            r.created_at, r.last_modified, r.office_id, r.office_name, r.number, r.number_status,
            r.number_sequence, r.licence, r.licence_wanted, r.licence_wanted_since,
            r.licence_detail, r.number_included, r.area_codes, r.requested_number,
            r.requested_number_detail, r.number_detail""";
    private static final String GROUP_COLUMNS =
            """
            r.id, r.company_id, r.display_name, r.external_id, r.version, r.created_at,
            r.last_modified""";
    private static final String GROUPS_OF_USER =
            """
            (select jsonb_agg(jsonb_build_array(g.id, g.display_name) order by g.id)
                from users.group_member m join users.scim_group g on g.id = m.group_id
                where m.member_id = r.id)""";
    private static final String NO_GROUPS = "null::jsonb";

    /**
     * The company of a look-up that finds one resource, or those with certain ids. The planner
     * believes that a company which has grown since the last ANALYZE has nobody, and would read all
     * of it rather than the one row; of a company that it does not see, it expects the average.
     */
    static final String OF_COMPANY = "r.company_id = (select ?::uuid)";

    /**
     * So much text of resources a page reads at once: 1,000 of the usual one or two kilobytes, and
     * some of the largest. In memory it is as much again as strings while it comes, twice that
     * where there are letters beyond Latin-1, and a tree of one resource at a time.
     */
    static final int OCTETS = 2 << 20;

    private static final String USER = one(ResourceType.USER, true);
    private static final String USER_ALONE = one(ResourceType.USER, false);
    private static final String GROUP = one(ResourceType.GROUP, false);

    private final JdbcClient jdbc;
    private final int octets;

    /** Of each company its own, so that none waits for another's; two small objects each. */
    private final Map<UUID, LookUps<List<Listed>>> users = new ConcurrentHashMap<>();

    private final Map<Together, String> statements = new ConcurrentHashMap<>();

    public ResourceQueries(JdbcClient jdbc) {
        this(jdbc, OCTETS);
    }

    /**
     * @param octets how much text of a page's resources is read at once
     */
    ResourceQueries(JdbcClient jdbc, int octets) {
        this.jdbc = jdbc;
        this.octets = octets;
    }

    /** So many look-ups of one statement. Of either there are few: a filter's values are bound. */
    record Together(String sql, int lookUps) {}

    /** The resource with this id, if it is the company's, a user with its groups. */
    public Optional<StoredResource> find(UUID companyId, ResourceType type, UUID id) {
        return find(companyId, type, id, true);
    }

    /**
     * The resource with this id, if it is the company's.
     *
     * @param withGroups whether a user is to have its groups
     * @throws TooManyLookUpsException where a user's turn among the company's does not come in time
     */
    public Optional<StoredResource> find(
            UUID companyId, ResourceType type, UUID id, boolean withGroups) {
        String sql =
                switch (type) {
                    case USER -> withGroups ? USER : USER_ALONE;
                    case GROUP -> GROUP;
                };
        return lookUp(companyId, type, new LookUp(sql, List.of(companyId, id))).stream()
                .findFirst()
                .map(Listed::stored);
    }

    /**
     * The resources that a search finds. Where their text is more than {@value #OCTETS} bytes, only
     * the first that fit are read, and one in any case: {@link #readOn} goes on behind them.
     *
     * @throws dev.switchboard.scim.ScimException {@code invalidFilter} where a filter cannot be
     *     answered, {@code invalidValue} where the sort cannot
     * @throws TooManyLookUpsException where the turn of a look-up among the company's does not come
     *     in time
     */
    public Page search(UUID companyId, ResourceType type, Search search) {
        return SearchSql.findsOneAtMost(type, search)
                ? lookUp(companyId, type, search)
                : page(companyId, type, search);
    }

    /**
     * Whether {@link #find} of such a resource goes together with others' and has no connection to
     * itself.
     */
    public static boolean isShared(ResourceType type) {
        return type == ResourceType.USER;
    }

    /** Whether such a search is a look-up of one resource, which goes together with others. */
    public static boolean isShared(ResourceType type, Search search) {
        return isShared(type) && SearchSql.findsOneAtMost(type, search);
    }

    /** Whether the total of such a search is known without counting, however many resources fit. */
    public static boolean knowsTotal(ResourceType type, @Nullable Filter filter) {
        return Extent.of(type, filter) != null;
    }

    /**
     * Goes on with resources of a page that had no room for all. Each call is a statement of its
     * own: a resource that was changed after the page was found is as it is now, whether it still
     * fits the page's filter or not.
     *
     * @param left those that are not read yet, in the page's order
     * @param withGroups whether users are to have their groups
     * @return the same in the same order, of which the first are read: as many as there is room
     *     for, and one in any case, unless it was deleted. Who was found to be deleted is left out
     */
    public List<Listed> readOn(
            UUID companyId, ResourceType type, List<Listed> left, boolean withGroups) {
        List<Listed> some = fitting(left);
        Map<UUID, Listed> found = new HashMap<>();
        SqlText sql = readOnSql(companyId, type, some, withGroups, octets);
        jdbc.sql(sql.toString())
                .params(sql.params())
                .query(
                        row -> {
                            Listed each = listed(type, row, null);
                            found.put(each.id(), each);
                        });
        List<Listed> all = new ArrayList<>();
        for (Listed each : some) {
            Listed now = found.get(each.id());
            if (now != null) {
                all.add(new Listed(each.position(), now.octets(), now.body()));
            }
        }
        all.addAll(left.subList(some.size(), left.size()));
        return all;
    }

    /** By what they had when the page was found; some may have grown since. */
    private List<Listed> fitting(List<Listed> left) {
        int fit = 0;
        long sum = 0;
        while (fit < left.size() && (fit == 0 || sum + left.get(fit).octets() <= octets)) {
            sum += left.get(fit).octets();
            fit++;
        }
        return left.subList(0, fit);
    }

    static SqlText readOnSql(
            UUID companyId, ResourceType type, List<Listed> some, boolean withGroups, int octets) {
        BoundedSql bounded = new BoundedSql(type, withGroups, "r.place", octets);
        SqlText sql = new SqlText();
        bounded.begin("r.place", sql);
        sql.add("select ").add(columns(type)).add(", r.document, i.place from unnest(");
        sql.bind(Batch.ids(some.stream().map(Listed::id).toList()));
        sql.add("::uuid[]) with ordinality i (id, place) join ").add(table(type));
        sql.add(" r on r.id = i.id where r.company_id = (select ").bind(companyId);
        sql.add("::uuid) order by i.place");
        bounded.end(sql);
        return sql;
    }

    private Page lookUp(UUID companyId, ResourceType type, Search search) {
        if (search.sort() != null) {
            // Refuses what cannot be sorted by: one resource needs no order, but all are alike.
            SortKey.of(type, search.sort().by());
        }
        SqlText sql = lookUpSql(companyId, type, search);
        List<Listed> resources = lookUp(companyId, type, new LookUp(sql.toString(), sql.params()));
        return new Page(resources.size(), resources);
    }

    /** Groups are read far more seldom than users: to share a statement would gain nothing. */
    private List<Listed> lookUp(UUID companyId, ResourceType type, LookUp lookUp) {
        return switch (type) {
            case USER ->
                    users.computeIfAbsent(companyId, _ -> new LookUps<>(this::lookUpUsers))
                            .ask(lookUp);
            case GROUP ->
                    jdbc.sql(lookUp.sql())
                            .params(lookUp.params())
                            .query((row, _) -> alone(type, row))
                            .list();
        };
    }

    private List<List<Listed>> lookUpUsers(List<LookUp> lookUps) {
        List<Object> params = new ArrayList<>();
        List<List<Listed>> found = new ArrayList<>();
        for (LookUp lookUp : lookUps) {
            params.addAll(lookUp.params());
            found.add(new ArrayList<>());
        }
        Together together = new Together(lookUps.getFirst().sql(), lookUps.size());
        // The same text each time, so that the driver finds what it has prepared.
        jdbc.sql(statements.computeIfAbsent(together, ResourceQueries::sql))
                .params(params)
                .query(
                        row -> {
                            found.get(row.getInt("place")).add(alone(ResourceType.USER, row));
                        });
        return found;
    }

    /** One statement for all of them, each planned as it would be alone. */
    static String sql(Together together) {
        return IntStream.range(0, together.lookUps)
                .mapToObj(
                        place ->
                                "select %d as place, one.* from (%s) one"
                                        .formatted(place, together.sql))
                .collect(Collectors.joining(" union all "));
    }

    static SqlText lookUpSql(UUID companyId, ResourceType type, Search search) {
        SqlText sql = new SqlText();
        sql.add("select ")
                .add(whole(type, search.withGroups()))
                .add(" from ")
                .add(table(type))
                .add(" r where r.company_id = (select ");
        sql.bind(companyId).add("::uuid)");
        if (search.filter() != null) {
            sql.add(" and ");
            FilterSql.add(search.filter(), type, sql);
        }
        return sql;
    }

    private Page page(UUID companyId, ResourceType type, Search search) {
        SqlText sql = SearchSql.of(companyId, type, search, octets);
        List<Listed> resources = new ArrayList<>();
        long[] total = new long[1];
        jdbc.sql(sql.toString())
                .params(sql.params())
                .query(
                        row -> {
                            total[0] = row.getLong("hits");
                            if (row.getObject("id") != null) {
                                String sortKey = row.getString("sort_key");
                                resources.add(listed(type, row, sortKey));
                            }
                        });
        return new Page(total[0], resources);
    }

    static String one(ResourceType type, boolean withGroups) {
        return "select %s from %s r where %s and r.id = ?"
                .formatted(whole(type, withGroups), table(type), OF_COMPANY);
    }

    private static String whole(ResourceType type, boolean withGroups) {
        return "%s, r.document, %s as groups".formatted(columns(type), groups(type, withGroups));
    }

    /** What a resource has beside its document and its groups, which have no narrow bound. */
    static String columns(ResourceType type) {
        return switch (type) {
            case USER -> USER_COLUMNS;
            case GROUP -> GROUP_COLUMNS;
        };
    }

    static String groups(ResourceType type, boolean withGroups) {
        return type == ResourceType.USER && withGroups ? GROUPS_OF_USER : NO_GROUPS;
    }

    static String table(ResourceType type) {
        return switch (type) {
            case USER -> "users.scim_user";
            case GROUP -> "users.scim_group";
        };
    }

    private static Listed alone(ResourceType type, ResultSet row) throws SQLException {
        String document = row.getString("document");
        Position position = new Position(null, Rows.id(row, "id"));
        return new Listed(position, document.length(), body(type, row, document));
    }

    private static Listed listed(ResourceType type, ResultSet row, @Nullable String sortKey)
            throws SQLException {
        @Nullable String document = row.getString("document");
        return new Listed(
                new Position(sortKey, Rows.id(row, "id")),
                row.getLong("octets"),
                document == null ? null : body(type, row, document));
    }

    private static Supplier<StoredResource> body(ResourceType type, ResultSet row, String document)
            throws SQLException {
        return switch (type) {
            case USER -> {
                UserRow user = Rows.user(row, JsonNodeFactory.instance.objectNode());
                String groups = row.getString("groups");
                yield () ->
                        new StoredResource(
                                user.id(),
                                user.version(),
                                Rendering.user(
                                        user.withDocument(Rows.object(document)),
                                        Memberships.groups(groups)));
            }
            case GROUP -> {
                GroupRow group = Rows.group(row, JsonNodeFactory.instance.objectNode());
                yield () ->
                        new StoredResource(
                                group.id(),
                                group.version(),
                                Rendering.group(group.withDocument(Rows.object(document)), null));
            }
        };
    }
}
