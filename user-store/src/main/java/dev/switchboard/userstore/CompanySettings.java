package dev.switchboard.userstore;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * All that decides about a company's users, as it was at one moment.
 *
 * @param version counts the changes of any of it
 * @param offices by name
 * @param licences by name
 * @param mappings the one that decides first comes first
 */
public record CompanySettings(
        CompanyRow company,
        long version,
        List<OfficeRow> offices,
        List<LicenceRow> licences,
        List<GroupMappingRow> mappings) {

    public CompanySettings {
        offices = List.copyOf(offices);
        licences = List.copyOf(licences);
        mappings = List.copyOf(mappings);
    }

    /** The office with that id. */
    public Optional<OfficeRow> office(UUID id) {
        return offices.stream().filter(office -> office.id().equals(id)).findFirst();
    }

    /** The kind of licence with exactly that name; its counts may be out of date. */
    public Optional<LicenceRow> licence(String type) {
        return licences.stream().filter(licence -> licence.type().equals(type)).findFirst();
    }

    /** The kind that users take who choose none. */
    public Optional<LicenceRow> defaultLicence() {
        return licences.stream().filter(LicenceRow::isDefault).findFirst();
    }
}
