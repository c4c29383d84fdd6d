package dev.switchboard.userstore;

import static java.util.Objects.requireNonNull;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.filter.Operator;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * Writes the statement of a search. It gives a row for the total in any case, the page's resources
 * beside it, of those that are not too large all together their text, and sees one state of the
 * store.
 *
 * <p>Where everybody is asked for, or all that are active, the total is what {@code
 * users.resource_count} says, and the page is read from the index behind a {@link Position}:
 * neither grows with the number of users.
 */
final class SearchSql {

    private final ResourceType type;
    private final UUID companyId;
    private final Search search;
    private final @Nullable Extent extent;
    private final @Nullable SortKey key;
    private final String direction;
    private final BoundedSql bounded;
    private final SqlText sql = new SqlText();

    private SearchSql(UUID companyId, ResourceType type, Search search, int octets) {
        this.type = type;
        this.companyId = companyId;
        this.search = search;
        this.extent = Extent.of(type, search.filter());
        Sort sort = search.sort();
        this.key = sort == null ? null : SortKey.of(type, sort.by());
        this.direction = sort != null && sort.descending() ? " desc" : "";
        String order = (key == null ? "" : "r.place" + direction + ", ") + "r.id" + direction;
        this.bounded = new BoundedSql(type, search.withGroups(), order, octets);
    }

    /**
     * The statement.
     *
     * @param octets how much text of the resources it gives, from the first on
     */
    static SqlText of(UUID companyId, ResourceType type, Search search, int octets) {
        SearchSql statement = new SearchSql(companyId, type, search, octets);
        statement.add();
        return statement.sql;
    }

    /**
     * Whether no more than one resource can fit and the first page is asked for: then the total
     * needs no counting, and the resource can be read as simply as by its id.
     */
    static boolean findsOneAtMost(ResourceType type, Search search) {
        return search.filter() instanceof Filter.Comparison comparison
                && comparison.operator() == Operator.EQ
                && search.after() == null
                && search.skip() == 0
                && search.count() > 0
                && search.knownTotal() == null
                && switch (comparison.path().toString()) {
                    case "id" -> true;
                    case "userName" -> type == ResourceType.USER;
                    default -> false;
                };
    }

    private void add() {
        boolean counting = extent == null && search.knownTotal() == null;
        if (counting) {
            sql.add("with hits as materialized (");
            addCandidates();
            sql.add(") ");
        }
        bounded.begin("r.hits, r.sort_key", sql);
        sql.add("select total.hits, page.* from (");
        addTotal(counting);
        sql.add(") total left join lateral (select ").add(ResourceQueries.columns(type));
        sql.add(", r.document, found.sort_key as place, found.sort_key::text as sort_key from (");
        addFound(counting);
        sql.add(") found join ").add(ResourceQueries.table(type));
        sql.add(" r on r.id = found.id) page on true order by ");
        if (key != null) {
            sql.add("page.place").add(direction).add(", ");
        }
        sql.add("page.id").add(direction);
        bounded.end(sql);
    }

    private void addTotal(boolean counting) {
        Long known = search.knownTotal();
        if (counting) {
            sql.add("select count(*) as hits from hits");
        } else if (known != null) {
            sql.add("select ").bind(known).add("::bigint as hits");
        } else if (extent != null) {
            sql.add("select coalesce(sum(").add(extent.total()).add("), 0)::bigint as hits");
            sql.add(" from users.resource_count c where c.company_id = ").bind(companyId);
            sql.add(" and c.resource_type = '").add(type.scimName()).add("'");
        }
    }

    /** All that fit the filter. */
    private void addCandidates() {
        sql.add("select r.id, ").add(key == null ? "null::text" : key.sql());
        sql.add(" as sort_key from ");
        addTable();
        sql.add(" r where r.company_id = ").bind(companyId).add(" and (");
        if (extent != null) {
            sql.add(extent.condition());
        } else {
            FilterSql.add(requireNonNull(search.filter()), type, sql);
        }
        sql.add(")");
    }

    /**
     * The index of addresses does not know the company. Where the planner may choose, it takes one
     * that does if it believes the company to be small, and it believes so of every company that
     * has just grown: {@code offset 0} fences off the choice. Of an {@code or} no part must hold,
     * so there it remains.
     */
    private void addTable() {
        Filter.Comparison email = EmailKeys.in(type, search.filter());
        if (email == null) {
            sql.add(ResourceQueries.table(type));
        } else {
            sql.add("(select * from ").add(ResourceQueries.table(type)).add(" r where ");
            EmailKeys.add(email, sql);
            sql.add(" offset 0)");
        }
    }

    /** Those of the page. */
    private void addFound(boolean counted) {
        sql.add("select c.id, c.sort_key from ");
        if (counted) {
            sql.add("hits");
        } else {
            sql.add("(");
            addCandidates();
            sql.add(")");
        }
        sql.add(" c where ");
        if (search.after() != null) {
            addBehind(search.after());
        } else {
            // Behind the end there is nothing to look for.
            sql.add("total.hits > ").bind(search.skip());
        }
        sql.add(" order by ");
        if (key != null) {
            sql.add("c.sort_key").add(direction).add(", ");
        }
        sql.add("c.id").add(direction);
        sql.add(" offset ").bind(search.skip()).add(" limit ").bind(search.count());
    }

    /** The database's own order has nulls last, in descending order first, as SCIM wants it. */
    private void addBehind(Position after) {
        boolean descending = !direction.isEmpty();
        String further = descending ? " < " : " > ";
        if (key == null) {
            sql.add("c.id").add(further).bind(after.id());
        } else if (after.sortKey() == null) {
            sql.add(
                    descending
                            ? "(c.sort_key is not null or c.id"
                            : "(c.sort_key is null and c.id");
            sql.add(further).bind(after.id()).add(")");
        } else {
            sql.add(key.nullable() && !descending ? "(c.sort_key is null or " : "(");
            sql.add("(c.sort_key, c.id)").add(further).add("(").bind(after.sortKey());
            sql.add("::").add(key.type()).add(", ").bind(after.id()).add("))");
        }
    }
}
