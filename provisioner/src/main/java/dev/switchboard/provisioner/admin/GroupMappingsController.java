package dev.switchboard.provisioner.admin;

import dev.switchboard.userstore.Companies;
import dev.switchboard.userstore.CompanyRules;
import dev.switchboard.userstore.GroupMappingRow;
import dev.switchboard.userstore.LicenceRow;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.UUID;

/** The groups that decide about their members' office or licence. */
@RestController
@RequestMapping("/admin/v1/companies/{companyId}/group-mappings")
final class GroupMappingsController {

    private static final int DEFAULT_PRIORITY = 100;

    private final CompanyRules rules;
    private final Companies companies;
    private final CompanyChanges changes;

    GroupMappingsController(CompanyRules rules, Companies companies, CompanyChanges changes) {
        this.rules = rules;
        this.companies = companies;
        this.changes = changes;
    }

    record MappingBody(
            @Nullable UUID groupId,
            @Nullable String displayName,
            @Nullable UUID officeId,
            @Nullable String licenceType,
            @Nullable Integer priority) {}

    /** All, the one that decides first comes first. */
    @GetMapping
    List<GroupMappingRow> list(@PathVariable UUID companyId) {
        changes.require(companyId);
        return rules.mappings(companyId);
    }

    /** Creates a mapping or replaces it; the group need not exist yet. */
    @PutMapping("/{mappingId}")
    GroupMappingRow put(
            @PathVariable UUID companyId,
            @PathVariable UUID mappingId,
            @RequestBody MappingBody body) {
        if ((body.groupId() == null) == (body.displayName() == null)) {
            throw AdminInput.invalid("Give either 'groupId' or 'displayName', to say which group.");
        }
        if (body.officeId() == null && body.licenceType() == null) {
            throw AdminInput.invalid(
                    "Give 'officeId', 'licenceType' or both: what the group decides.");
        }
        String displayName =
                body.displayName() == null
                        ? null
                        : AdminInput.name("displayName", body.displayName());
        return changes.make(
                companyId,
                () -> {
                    GroupMappingRow mapping =
                            new GroupMappingRow(
                                    mappingId,
                                    companyId,
                                    body.groupId(),
                                    displayName,
                                    office(companyId, body.officeId()),
                                    licence(companyId, body.licenceType()),
                                    body.priority() == null ? DEFAULT_PRIORITY : body.priority());
                    if (!rules.upsertMapping(mapping)) {
                        throw AdminInput.conflict(
                                "Mapping id '%s' is another company's; choose a new one."
                                        .formatted(mappingId));
                    }
                    return mapping;
                });
    }

    /** Removes a mapping; its group's members are placed by their own attributes again. */
    @DeleteMapping("/{mappingId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID companyId, @PathVariable UUID mappingId) {
        changes.make(
                companyId,
                () -> {
                    if (!rules.removeMapping(companyId, mappingId)) {
                        throw AdminInput.notFound(
                                "Company '%s' has no group mapping '%s'."
                                        .formatted(companyId, mappingId));
                    }
                    return true;
                });
    }

    private @Nullable UUID office(UUID companyId, @Nullable UUID officeId) {
        if (officeId != null
                && companies.offices(companyId).stream().noneMatch(o -> o.id().equals(officeId))) {
            throw AdminInput.invalid(
                    "'officeId' is '%s', which is no office of this company.".formatted(officeId));
        }
        return officeId;
    }

    private @Nullable String licence(UUID companyId, @Nullable String type) {
        if (type == null) {
            return null;
        }
        List<LicenceRow> licences = rules.licences(companyId);
        return licences.stream()
                .filter(licence -> licence.isNamed(type))
                .map(LicenceRow::type)
                .findFirst()
                .orElseThrow(
                        () ->
                                AdminInput.invalid(
                                        "'licenceType' is '%s'; this company has %s."
                                                .formatted(
                                                        type,
                                                        licences.stream()
                                                                .map(LicenceRow::type)
                                                                .toList())));
    }
}
