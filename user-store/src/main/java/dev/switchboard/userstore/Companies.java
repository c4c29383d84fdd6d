package dev.switchboard.userstore;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Plans, companies, their offices and their API tokens, as admins keep them. */
public final class Companies {

    private static final String OFFICE_COLUMNS =
            "id, company_id, name, country, area_code, fallback_area_codes, time_zone, is_default,"
                    + " former_names";
    private static final String COMPANY =
            "select c.*, p.scim_provisioning from users.company c join users.plan p on p.name = c.plan";

    private final JdbcClient jdbc;

    public Companies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Creates a company with the usual kinds of licence, or gives it another name.
     *
     * @param now the time of creation if it is new
     * @return whether it is new
     */
    public boolean upsertCompany(UUID id, String name, Instant now) {
        // xmax is 0 in a row that no transaction has changed: it was inserted.
        boolean created =
                jdbc.sql(
                                """
                                insert into users.company (id, name, created_at) values (?, ?, ?)
                                on conflict (id) do update set name = excluded.name
                                returning xmax = 0
                                """)
                        .params(id, name, now.atOffset(ZoneOffset.UTC))
                        .query(Boolean.class)
                        .single();
        if (created) {
            jdbc.sql(
                            """
                            insert into users.licence
                                (company_id, type, number_included, is_default, total, used)
                            values (?, 'voice', true, true, 0, 0), (?, 'sales', true, false, 0, 0),
                                (?, 'contact_center', false, false, 0, 0)
                            on conflict do nothing
                            """)
                    .params(id, id, id)
                    .update();
        }
        return created;
    }

    /**
     * Waits for those who decide about the company's users now or change what these depend on, and
     * keeps others from both until the transaction ends. There need not be such a company yet.
     */
    public void lock(UUID companyId) {
        jdbc.sql("select pg_advisory_xact_lock(?, hashtext(?))")
                .params(SettingsReads.LOCK, companyId.toString())
                .query(row -> {});
    }

    /**
     * Begins a change of what the company's users depend on, in a transaction that has called
     * {@link #lock}: whoever decides about them later reads the company's settings anew.
     */
    public void change(UUID companyId) {
        jdbc.sql("update users.company set settings_version = settings_version + 1 where id = ?")
                .param(companyId)
                .update();
    }

    /** Writes a company's name, plan, country and policies. */
    public void updateCompany(CompanyRow company) {
        jdbc.sql(
                        """
                        update users.company set name = ?, plan = ?, country = ?,
                            office_mismatch = ?, on_office_change = ?, on_licence_shortage = ?
                        where id = ?
                        """)
                .param(company.name())
                .param(company.plan())
                .param(company.country())
                .param(company.officeMismatch().name())
                .param(company.onOfficeChange().name())
                .param(company.onLicenceShortage().name())
                .param(company.id())
                .update();
    }

    /** The company with that id. */
    public Optional<CompanyRow> company(UUID id) {
        return jdbc.sql(COMPANY + " where c.id = ?")
                .param(id)
                .query(SettingsReads::company)
                .optional();
    }

    /** All companies, by name. */
    public List<CompanyRow> companies() {
        return jdbc.sql(COMPANY + " order by c.name, c.id").query(SettingsReads::company).list();
    }

    /** All plans, by name. */
    public List<PlanRow> plans() {
        return jdbc.sql("select name, scim_provisioning from users.plan order by name")
                .query(
                        (row, number) ->
                                new PlanRow(
                                        row.getString("name"), row.getBoolean("scim_provisioning")))
                .list();
    }

    /** Creates a plan or changes what it includes. */
    public void upsertPlan(PlanRow plan) {
        jdbc.sql(
                        """
                        insert into users.plan (name, scim_provisioning) values (?, ?)
                        on conflict (name) do update set
                            scim_provisioning = excluded.scim_provisioning
                        """)
                .params(plan.name(), plan.scimProvisioning())
                .update();
    }

    /**
     * Creates an office or writes all of it anew, its former names too; a new default office takes
     * the place of the old one. To be called in a transaction that has called {@link #change}: one
     * after the other for each company, or two could be the default.
     *
     * @return false where the id is that of another company's office: then nothing is written
     * @throws org.springframework.dao.DuplicateKeyException where another office has the name
     * @throws org.springframework.dao.DataIntegrityViolationException where there is no such
     *     company
     */
    public boolean upsertOffice(OfficeRow office) {
        if (office.isDefault()) {
            jdbc.sql(
                            "update users.office set is_default = false where company_id = ? and is_default and id <> ?")
                    .params(office.companyId(), office.id())
                    .update();
        }
        return jdbc.sql(
                                """
                                insert into users.office as o (%s)
                                select n.id, n.company_id, n.name, n.country, n.area_code,
                                    n.fallback_area_codes::text[], n.time_zone, n.is_default,
                                    n.former_names::text[]
                                from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[],
                                    ?::text[], ?::text[], ?::boolean[], ?::text[]) as n (%s)
                                on conflict (id) do update set name = excluded.name,
                                    country = excluded.country, area_code = excluded.area_code,
                                    fallback_area_codes = excluded.fallback_area_codes,
                                    time_zone = excluded.time_zone,
                                    is_default = excluded.is_default,
                                    former_names = excluded.former_names
                                where o.company_id = excluded.company_id
                                """
                                        .formatted(OFFICE_COLUMNS, OFFICE_COLUMNS))
                        .params(
                                Batch.of(List.of(office))
                                        .with(OfficeRow::id)
                                        .with(OfficeRow::companyId)
                                        .with(OfficeRow::name)
                                        .with(OfficeRow::country)
                                        .with(OfficeRow::areaCode)
                                        .with(o -> Batch.literal(o.fallbackAreaCodes()))
                                        .with(OfficeRow::timeZone)
                                        .with(OfficeRow::isDefault)
                                        .with(o -> Batch.literal(o.formerNames()))
                                        .columns())
                        .update()
                == 1;
    }

    /**
     * Removes an office; its users keep it until they are resolved again. A mapping that gives its
     * members a licence too goes on doing so, one for the office alone goes with it. To be called
     * in a transaction that has called {@link #change}.
     *
     * @return false where the company has no such office
     */
    public boolean removeOffice(UUID companyId, UUID officeId) {
        jdbc.sql(
                        """
                        update users.group_mapping set office_id = null
                        where company_id = ? and office_id = ? and licence_type is not null
                        """)
                .params(companyId, officeId)
                .update();
        return jdbc.sql("delete from users.office where company_id = ? and id = ?")
                        .params(companyId, officeId)
                        .update()
                == 1;
    }

    /** The company's offices, by name. */
    public List<OfficeRow> offices(UUID companyId) {
        return officesOf(List.of(companyId)).getOrDefault(companyId, List.of());
    }

    /** The offices of several companies, by name; companies without any are left out. */
    public Map<UUID, List<OfficeRow>> officesOf(Collection<UUID> companyIds) {
        Map<UUID, List<OfficeRow>> offices = new HashMap<>();
        jdbc.sql(
                        "select %s from users.office where company_id = any(?::uuid[]) order by name"
                                .formatted(OFFICE_COLUMNS))
                .param(Batch.ids(companyIds))
                .query(Companies::office)
                .list()
                .forEach(
                        office ->
                                offices.computeIfAbsent(office.companyId(), id -> new ArrayList<>())
                                        .add(office));
        return offices;
    }

    /**
     * Records a new token.
     *
     * @param sha256 the hash of the token, 32 bytes; the token itself is never stored
     * @throws org.springframework.dao.DataIntegrityViolationException where there is no such
     *     company
     */
    public void insertToken(TokenRow token, byte[] sha256) {
        jdbc.sql(
                        """
                        insert into users.api_token
                            (id, company_id, name, sha256, read_only, created_at, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        token.id(),
                        token.companyId(),
                        token.name(),
                        sha256,
                        token.readOnly(),
                        token.createdAt().atOffset(ZoneOffset.UTC),
                        token.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Revokes a token; one that is revoked already stays so.
     *
     * @return false where the company has no such token
     */
    public boolean revokeToken(UUID companyId, UUID tokenId, Instant now) {
        return jdbc.sql(
                                "update users.api_token set revoked_at = coalesce(revoked_at, ?) where id = ? and company_id = ?")
                        .params(now.atOffset(ZoneOffset.UTC), tokenId, companyId)
                        .update()
                == 1;
    }

    /**
     * Lets a token expire earlier, when another takes its place.
     *
     * @return false where the company has no such token that is not revoked
     */
    public boolean shortenToken(UUID companyId, UUID tokenId, Instant expiresAt) {
        return jdbc.sql(
                                """
                                update users.api_token set expires_at = least(expires_at, ?)
                                where id = ? and company_id = ? and revoked_at is null
                                """)
                        .params(expiresAt.atOffset(ZoneOffset.UTC), tokenId, companyId)
                        .update()
                == 1;
    }

    /**
     * Notes when tokens were last used; a use soon after the noted one is not worth a write.
     *
     * @param lastUses by the tokens' ids
     */
    public void noteTokenUses(Map<UUID, Instant> lastUses) {
        jdbc.sql(
                        """
                        insert into users.token_use as use (token_id, last_used_at)
                        select n.id, n.at from unnest(?::uuid[], ?::timestamptz[]) as n (id, at)
                            join users.api_token t on t.id = n.id
                        order by n.id
                        on conflict (token_id) do update set last_used_at = excluded.last_used_at
                        where use.last_used_at < excluded.last_used_at - interval '30 seconds'
                        """)
                .params(
                        Batch.of(lastUses.entrySet())
                                .with(Map.Entry::getKey)
                                .with(Map.Entry::getValue)
                                .columns())
                .update();
    }

    /** The company's tokens, oldest first, revoked and expired ones too. */
    public List<TokenRow> tokens(UUID companyId) {
        return jdbc.sql(
                        """
                        select t.*, use.last_used_at
                        from users.api_token t left join users.token_use use on use.token_id = t.id
                        where t.company_id = ? order by t.created_at, t.id
                        """)
                .param(companyId)
                .query(Companies::token)
                .list();
    }

    private static OfficeRow office(ResultSet row, int number) throws SQLException {
        return new OfficeRow(
                Rows.id(row, "id"),
                Rows.id(row, "company_id"),
                row.getString("name"),
                row.getString("country"),
                row.getString("area_code"),
                Rows.texts(row, "fallback_area_codes"),
                row.getString("time_zone"),
                row.getBoolean("is_default"),
                Rows.texts(row, "former_names"));
    }

    private static TokenRow token(ResultSet row, int number) throws SQLException {
        return new TokenRow(
                Rows.id(row, "id"),
                Rows.id(row, "company_id"),
                row.getString("name"),
                row.getBoolean("read_only"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "expires_at"),
                Rows.instantOrNull(row, "revoked_at"),
                Rows.instantOrNull(row, "last_used_at"));
    }
}
