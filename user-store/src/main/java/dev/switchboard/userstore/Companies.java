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

/** Companies, their offices and their API tokens, as admins keep them. */
public final class Companies {

    private static final String OFFICE_COLUMNS =
            "id, company_id, name, country, area_code, is_default";

    private final JdbcClient jdbc;

    public Companies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Creates a company, or gives it another name.
     *
     * @param now the time of creation if it is new
     * @return whether it is new
     */
    public boolean upsertCompany(UUID id, String name, Instant now) {
        // xmax is 0 in a row that no transaction has changed: it was inserted.
        return jdbc.sql(
                        """
                        insert into users.company (id, name, created_at) values (?, ?, ?)
                        on conflict (id) do update set name = excluded.name
                        returning xmax = 0
                        """)
                .params(id, name, now.atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    /** The company with that id. */
    public Optional<CompanyRow> company(UUID id) {
        return jdbc.sql("select id, name, created_at from users.company where id = ?")
                .param(id)
                .query(Companies::company)
                .optional();
    }

    /** All companies, by name. */
    public List<CompanyRow> companies() {
        return jdbc.sql("select id, name, created_at from users.company order by name, id")
                .query(Companies::company)
                .list();
    }

    /**
     * Creates an office or changes it; a new default office takes the place of the old one. To be
     * called in a transaction.
     *
     * @return false where the id is that of another company's office: then nothing is written
     * @throws org.springframework.dao.DuplicateKeyException where another office has the name
     * @throws org.springframework.dao.DataIntegrityViolationException where there is no such
     *     company
     */
    public boolean upsertOffice(OfficeRow office) {
        // One after the other for each company, or two could be the default.
        jdbc.sql("select id from users.company where id = ? for no key update")
                .param(office.companyId())
                .query(UUID.class)
                .optional();
        if (office.isDefault()) {
            jdbc.sql(
                            "update users.office set is_default = false where company_id = ? and is_default and id <> ?")
                    .params(office.companyId(), office.id())
                    .update();
        }
        return jdbc.sql(
                                """
                                insert into users.office (%s)
                                select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[],
                                    ?::boolean[])
                                on conflict (id) do update set name = excluded.name,
                                    country = excluded.country, area_code = excluded.area_code,
                                    is_default = excluded.is_default
                                where office.company_id = excluded.company_id
                                """
                                        .formatted(OFFICE_COLUMNS))
                        .params(
                                Batch.of(List.of(office))
                                        .with(OfficeRow::id)
                                        .with(OfficeRow::companyId)
                                        .with(OfficeRow::name)
                                        .with(OfficeRow::country)
                                        .with(OfficeRow::areaCode)
                                        .with(OfficeRow::isDefault)
                                        .columns())
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

    /** The company's tokens, oldest first, revoked and expired ones too. */
    public List<TokenRow> tokens(UUID companyId) {
        return jdbc.sql(
                        """
                        select id, company_id, name, read_only, created_at, expires_at, revoked_at
                        from users.api_token where company_id = ? order by created_at, id
                        """)
                .param(companyId)
                .query(Companies::token)
                .list();
    }

    private static CompanyRow company(ResultSet row, int number) throws SQLException {
        return new CompanyRow(
                Rows.id(row, "id"), row.getString("name"), Rows.instant(row, "created_at"));
    }

    private static OfficeRow office(ResultSet row, int number) throws SQLException {
        return new OfficeRow(
                Rows.id(row, "id"),
                Rows.id(row, "company_id"),
                row.getString("name"),
                row.getString("country"),
                row.getString("area_code"),
                row.getBoolean("is_default"));
    }

    private static TokenRow token(ResultSet row, int number) throws SQLException {
        return new TokenRow(
                Rows.id(row, "id"),
                Rows.id(row, "company_id"),
                row.getString("name"),
                row.getBoolean("read_only"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "expires_at"),
                Rows.instantOrNull(row, "revoked_at"));
    }
}
