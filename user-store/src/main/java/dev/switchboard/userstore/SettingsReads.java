package dev.switchboard.userstore;

import dev.switchboard.messages.OfficeChangePolicy;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Companies' settings, as those read them who decide about users. A transaction that decides first
 * calls {@link #hold}: no setting changes until it ends, so that whoever changes one and then looks
 * through the users misses nobody.
 */
public final class SettingsReads {

    /** The first key of the advisory locks on companies' settings; no other lock has it. */
    static final int LOCK = 782_519_016;

    private final JdbcClient jdbc;

    public SettingsReads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps the settings of these companies as they are until the transaction ends. */
    public void hold(Collection<UUID> companyIds) {
        // The lock manager queues fairly: a stream of batches cannot keep an admin waiting for
        // ever.
        jdbc.sql(
                        """
                        select pg_advisory_xact_lock_shared(?, hashtext(id))
                        from (select id from unnest(?::text[]) as n (id) order by hashtext(id)) as n
                        """)
                .params(LOCK, Batch.ids(companyIds))
                .query(row -> {});
    }

    /** The versions of the companies' settings; companies that do not exist are left out. */
    public Map<UUID, Long> versions(Collection<UUID> companyIds) {
        Map<UUID, Long> versions = new HashMap<>();
        jdbc.sql("select id, settings_version from users.company where id = any(?::uuid[])")
                .param(Batch.ids(companyIds))
                .query(
                        row -> {
                            versions.put(Rows.id(row, "id"), row.getLong("settings_version"));
                        });
        return versions;
    }

    /** The settings of those of the companies that exist. */
    public List<CompanySettings> load(Collection<UUID> companyIds) {
        String[] ids = Batch.ids(companyIds);
        Map<UUID, Long> versions = versions(companyIds);
        Map<UUID, List<OfficeRow>> offices = new Companies(jdbc).officesOf(companyIds);
        Map<UUID, List<LicenceRow>> licences =
                byCompany(
                        jdbc.sql(
                                        "select * from users.licence where company_id = any(?::uuid[]) order by type")
                                .param(ids)
                                .query(SettingsReads::licence)
                                .list(),
                        LicenceRow::companyId);
        Map<UUID, List<GroupMappingRow>> mappings =
                byCompany(
                        jdbc.sql(
                                        "select * from users.group_mapping where company_id = any(?::uuid[]) order by priority, id")
                                .param(ids)
                                .query(SettingsReads::mapping)
                                .list(),
                        GroupMappingRow::companyId);
        return jdbc
                .sql(
                        """
                        select c.*, p.scim_provisioning
                        from users.company c join users.plan p on p.name = c.plan
                        where c.id = any(?::uuid[])
                        """)
                .param(ids)
                .query(SettingsReads::company)
                .list()
                .stream()
                .map(
                        company ->
                                new CompanySettings(
                                        company,
                                        versions.getOrDefault(company.id(), 0L),
                                        offices.getOrDefault(company.id(), List.of()),
                                        licences.getOrDefault(company.id(), List.of()),
                                        mappings.getOrDefault(company.id(), List.of())))
                .toList();
    }

    private static <T> Map<UUID, List<T>> byCompany(List<T> rows, Function<T, UUID> company) {
        Map<UUID, List<T>> grouped = new HashMap<>();
        rows.forEach(
                row ->
                        grouped.computeIfAbsent(company.apply(row), id -> new ArrayList<>())
                                .add(row));
        return grouped;
    }

    static CompanyRow company(ResultSet row, int number) throws SQLException {
        return new CompanyRow(
                Rows.id(row, "id"),
                row.getString("name"),
                row.getString("plan"),
                row.getBoolean("scim_provisioning"),
                row.getString("country"),
                OfficeMismatch.valueOf(row.getString("office_mismatch")),
                OfficeChangePolicy.valueOf(row.getString("on_office_change")),
                LicenceShortage.valueOf(row.getString("on_licence_shortage")),
                Rows.instant(row, "created_at"));
    }

    static LicenceRow licence(ResultSet row, int number) throws SQLException {
        return new LicenceRow(
                Rows.id(row, "company_id"),
                row.getString("type"),
                row.getBoolean("number_included"),
                row.getBoolean("is_default"),
                row.getInt("total"),
                row.getInt("used"));
    }

    static GroupMappingRow mapping(ResultSet row, int number) throws SQLException {
        return new GroupMappingRow(
                Rows.id(row, "id"),
                Rows.id(row, "company_id"),
                row.getObject("group_id", UUID.class),
                row.getString("display_name"),
                row.getObject("office_id", UUID.class),
                row.getString("licence_type"),
                row.getInt("priority"));
    }
}
