package dev.switchboard.userstore;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A company's licences and the groups that steer, as admins keep them. Each change is made in a
 * transaction that has called {@link Companies#change}.
 */
public final class CompanyRules {

    private final JdbcClient jdbc;

    public CompanyRules(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The company's licences, by type. */
    public List<LicenceRow> licences(UUID companyId) {
        return jdbc.sql("select * from users.licence where company_id = ? order by type")
                .param(companyId)
                .query(SettingsReads::licence)
                .list();
    }

    /**
     * Creates a kind of licence or changes it; a new default takes the place of the old one.
     *
     * @return empty where fewer are wanted than users hold: then nothing is written
     */
    public Optional<LicenceRow> upsertLicence(LicenceRow licence) {
        if (licence.isDefault()) {
            jdbc.sql(
                            "update users.licence set is_default = false where company_id = ? and is_default and type <> ?")
                    .params(licence.companyId(), licence.type())
                    .update();
        }
        return jdbc.sql(
                        """
                        insert into users.licence as l
                            (company_id, type, number_included, is_default, total, used)
                        values (?, ?, ?, ?, ?, 0)
                        on conflict (company_id, type) do update set
                            number_included = excluded.number_included,
                            is_default = excluded.is_default or l.is_default,
                            total = excluded.total
                        where excluded.total >= l.used
                        returning *
                        """)
                .params(
                        licence.companyId(),
                        licence.type(),
                        licence.numberIncluded(),
                        licence.isDefault(),
                        licence.total())
                .query(SettingsReads::licence)
                .optional();
    }

    /**
     * Removes a kind of licence that nobody holds or waits for and that is not the default. A
     * mapping that gives its members an office too goes on doing so, one for the licence alone goes
     * with it.
     *
     * @return false where it is one of those, or there is no such kind
     */
    public boolean removeLicence(UUID companyId, String type) {
        // In one statement: the foreign key takes the mappings that name the kind at its end, and
        // where the kind stays, so do they.
        return jdbc.sql(
                                """
                                with gone as (
                                    delete from users.licence l
                                    where company_id = ? and type = ? and used = 0 and not is_default
                                        and not exists (select 1 from users.scim_user u
                                            where u.company_id = l.company_id
                                                and u.licence_wanted = l.type)
                                    returning company_id, type),
                                kept as (
                                    update users.group_mapping m set licence_type = null
                                    from gone
                                    where m.company_id = gone.company_id
                                        and m.licence_type = gone.type and m.office_id is not null)
                                select count(*) from gone
                                """)
                        .params(companyId, type)
                        .query(Long.class)
                        .single()
                == 1;
    }

    /** The company's groups that steer, the one that decides first comes first. */
    public List<GroupMappingRow> mappings(UUID companyId) {
        return jdbc.sql(
                        "select * from users.group_mapping where company_id = ? order by priority, id")
                .param(companyId)
                .query(SettingsReads::mapping)
                .list();
    }

    /**
     * Creates a mapping or changes it.
     *
     * @return false where the id is that of another company's mapping: then nothing is written
     * @throws org.springframework.dao.DataIntegrityViolationException where there is no such office
     *     or licence
     */
    public boolean upsertMapping(GroupMappingRow mapping) {
        return jdbc.sql(
                                """
                                insert into users.group_mapping as m (id, company_id, group_id,
                                    display_name, office_id, licence_type, priority)
                                select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[],
                                    ?::uuid[], ?::text[], ?::integer[])
                                on conflict (id) do update set group_id = excluded.group_id,
                                    display_name = excluded.display_name,
                                    office_id = excluded.office_id,
                                    licence_type = excluded.licence_type,
                                    priority = excluded.priority
                                where m.company_id = excluded.company_id
                                """)
                        .params(
                                Batch.of(List.of(mapping))
                                        .with(GroupMappingRow::id)
                                        .with(GroupMappingRow::companyId)
                                        .with(GroupMappingRow::groupId)
                                        .with(GroupMappingRow::displayName)
                                        .with(GroupMappingRow::officeId)
                                        .with(GroupMappingRow::licenceType)
                                        .with(GroupMappingRow::priority)
                                        .columns())
                        .update()
                == 1;
    }

    /** Removes a mapping; false where the company has no such mapping. */
    public boolean removeMapping(UUID companyId, UUID mappingId) {
        return jdbc.sql("delete from users.group_mapping where company_id = ? and id = ?")
                        .params(companyId, mappingId)
                        .update()
                == 1;
    }
}
