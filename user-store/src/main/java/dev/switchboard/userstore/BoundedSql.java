package dev.switchboard.userstore;

import dev.switchboard.messages.ResourceType;

/**
 * Bounds the text that a statement of resources gives: that of as many as fit, from the first on,
 * and of the first in any case. Of each it tells how much text it is, so that nobody measures those
 * again that are left. A document is made text once, to be measured and sent, and not before the
 * rows are in order: text that is sorted goes through files where it is much.
 */
final class BoundedSql {

    private static final String OCTETS =
            "octet_length(b.text) + coalesce(octet_length(b.group_list), 0)";

    private final ResourceType type;
    private final boolean withGroups;
    private final String order;
    private final int octets;

    /**
     * @param order the order of the inner statement, by columns of its own, which it gives as those
     *     of {@code r}
     * @param octets how much text fits
     */
    BoundedSql(ResourceType type, boolean withGroups, String order, int octets) {
        this.type = type;
        this.withGroups = withGroups;
        this.order = order;
        this.octets = octets;
    }

    /**
     * What stands before the inner statement, which gives a resource's columns and its document.
     *
     * @param others further columns of the inner statement that are to be given
     */
    void begin(String others, SqlText sql) {
        sql.add("select ").add(others).add(", ").add(ResourceQueries.columns(type));
        sql.add(", r.octets, case when r.fits then r.text end as document");
        sql.add(", case when r.fits then r.group_list end as groups from (");
        sql.add("select r.*, r.octets_with_it <= ").bind(octets);
        sql.add(" or r.octets_with_it = r.octets as fits from (select r.*, b.*, ").add(OCTETS);
        sql.add(" as octets, sum(").add(OCTETS).add(") over (order by ").add(order);
        sql.add(" rows unbounded preceding) as octets_with_it from (");
    }

    /** What stands behind it. */
    void end(SqlText sql) {
        sql.add(") r cross join lateral (select r.document::text as text, ");
        sql.add(ResourceQueries.groups(type, withGroups)).add("::text as group_list");
        // Else the planner would have the text made anew wherever it is mentioned.
        sql.add(" offset 0) b) r) r order by ").add(order);
    }
}
