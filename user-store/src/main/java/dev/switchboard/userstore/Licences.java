package dev.switchboard.userstore;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Companies' stock of licences. Whoever changes it holds the users concerned already; rows of the
 * stock are always taken in the order of company and type, so that nobody waits in a circle.
 */
public final class Licences {

    private final JdbcClient jdbc;

    public Licences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One kind of one company. */
    public record Kind(UUID companyId, String type) {}

    /**
     * What a batch does to one kind.
     *
     * @param used by how many more, or fewer, are held
     * @param grow whether the stock grows where it does not suffice
     */
    public record Change(Kind kind, int used, boolean grow) {}

    /** A free licence for which somebody waits. */
    public record Offer(Kind kind, int free) {}

    /** The companies' stock, kept from others until the transaction ends. */
    public List<LicenceRow> lock(Collection<UUID> companyIds) {
        return jdbc.sql(
                        """
                        select * from users.licence where company_id = any(?::uuid[])
                        order by company_id, type for update
                        """)
                .param(Batch.ids(companyIds))
                .query(SettingsReads::licence)
                .list();
    }

    /** How many users of these companies wait for each kind; kinds without any are left out. */
    public Map<Kind, Integer> waiting(Collection<UUID> companyIds) {
        Map<Kind, Integer> waiting = new HashMap<>();
        jdbc.sql(
                        """
                        select company_id, licence_wanted, count(*) as users from users.scim_user
                        where company_id = any(?::uuid[]) and licence_wanted is not null
                        group by company_id, licence_wanted
                        """)
                .param(Batch.ids(companyIds))
                .query(
                        row -> {
                            waiting.put(
                                    new Kind(
                                            Rows.id(row, "company_id"),
                                            row.getString("licence_wanted")),
                                    row.getInt("users"));
                        });
        return waiting;
    }

    /**
     * Changes what is used.
     *
     * @param changes each kind at most once
     * @return each kind as it was before, by kind
     * @throws org.springframework.dao.DataIntegrityViolationException where more would be used than
     *     there are, or fewer than none: whoever calls has counted wrongly
     */
    public Map<Kind, LicenceRow> apply(List<Change> changes) {
        Map<Kind, LicenceRow> before = new HashMap<>();
        if (changes.isEmpty()) {
            return before;
        }
        List<Object> kinds =
                Batch.of(changes)
                        .with(change -> change.kind().companyId())
                        .with(change -> change.kind().type())
                        .columns();
        jdbc.sql(
                        """
                        select l.* from users.licence l
                        where (l.company_id, l.type) in (select * from unnest(?::uuid[], ?::text[]))
                        order by l.company_id, l.type for update
                        """)
                .params(kinds)
                .query(SettingsReads::licence)
                .list()
                .forEach(row -> before.put(new Kind(row.companyId(), row.type()), row));
        jdbc.sql(
                        """
                        update users.licence l set used = l.used + n.used,
                            total = case when n.grow then greatest(l.total, l.used + n.used)
                                    else l.total end
                        from unnest(?::uuid[], ?::text[], ?::integer[], ?::boolean[])
                            as n (company_id, type, used, grow)
                        where l.company_id = n.company_id and l.type = n.type
                        """)
                .params(
                        Batch.of(changes)
                                .with(change -> change.kind().companyId())
                                .with(change -> change.kind().type())
                                .with(Change::used)
                                .with(Change::grow)
                                .columns())
                .update();
        return before;
    }

    /**
     * All companies' licences.
     *
     * @param used how many users hold one
     * @param free how many are paid for and not held
     * @param waiting how many users wait for one
     * @param exhaustedWait kinds of which none is left, of companies whose users wait then
     * @param exhaustedRefuse the same, of companies whose users are refused then
     */
    public record Totals(
            long used, long free, long waiting, long exhaustedWait, long exhaustedRefuse) {}

    /** All companies' licences, in numbers; a kind of which a company has none is not exhausted. */
    public Totals totals() {
        return jdbc.sql(
                        """
                        select coalesce(sum(l.used), 0) as used,
                            coalesce(sum(l.total - l.used), 0) as free,
                            (select count(*) from users.scim_user
                             where licence_wanted is not null) as waiting,
                            count(*) filter (where l.total > 0 and l.used = l.total
                                and c.on_licence_shortage = 'WAIT') as exhausted_wait,
                            count(*) filter (where l.total > 0 and l.used = l.total
                                and c.on_licence_shortage = 'REFUSE') as exhausted_refuse
                        from users.licence l join users.company c on c.id = l.company_id
                        """)
                .query(
                        (row, number) ->
                                new Totals(
                                        row.getLong("used"),
                                        row.getLong("free"),
                                        row.getLong("waiting"),
                                        row.getLong("exhausted_wait"),
                                        row.getLong("exhausted_refuse")))
                .single();
    }

    /** The kinds of which some are free while users wait for them. */
    public List<Offer> offers(int limit) {
        return jdbc.sql(
                        """
                        select l.company_id, l.type, l.total - l.used as free from users.licence l
                        where l.used < l.total and exists (
                            select 1 from users.scim_user u
                            where u.company_id = l.company_id and u.licence_wanted = l.type)
                        limit ?
                        """)
                .param(limit)
                .query(
                        (row, number) ->
                                new Offer(
                                        new Kind(Rows.id(row, "company_id"), row.getString("type")),
                                        row.getInt("free")))
                .list();
    }

    /** Those who wait for a kind, the longest first. */
    public List<UUID> firstWaiting(Kind kind, int limit) {
        return jdbc.sql(
                        """
                        select id from users.scim_user where company_id = ? and licence_wanted = ?
                        order by licence_wanted_since, id limit ?
                        """)
                .params(kind.companyId(), kind.type(), limit)
                .query((row, number) -> Rows.id(row, "id"))
                .list();
    }
}
