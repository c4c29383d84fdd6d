package dev.switchboard.provisioner.admin;

import static java.util.Objects.requireNonNullElseGet;

import dev.switchboard.userstore.Companies;
import dev.switchboard.userstore.OfficeRow;

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

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A company's offices. Whenever one changes, the company's users are placed again. */
@RestController
@RequestMapping("/admin/v1/companies/{companyId}/offices")
final class OfficesController {

    private final Companies companies;
    private final CompanyChanges changes;

    OfficesController(Companies companies, CompanyChanges changes) {
        this.companies = companies;
        this.changes = changes;
    }

    record OfficeBody(
            @Nullable String name,
            @Nullable String country,
            @Nullable String areaCode,
            @Nullable List<@Nullable String> fallbackAreaCodes,
            @Nullable String timeZone,
            @Nullable Boolean isDefault,
            @Nullable List<@Nullable String> formerNames) {}

    /** The company's offices, by name. */
    @GetMapping
    List<OfficeRow> list(@PathVariable UUID companyId) {
        changes.require(companyId);
        return companies.offices(companyId);
    }

    /**
     * Creates an office or changes it; a new default takes the place of the old one. Without a word
     * about it, the default office stays the default, and the company's first office becomes it.
     */
    @PutMapping("/{officeId}")
    OfficeRow put(
            @PathVariable UUID companyId,
            @PathVariable UUID officeId,
            @RequestBody OfficeBody body) {
        String name = AdminInput.name("name", body.name());
        String areaCode = AdminInput.areaCode("areaCode", body.areaCode());
        List<String> fallbacks = AdminInput.fallbacks(areaCode, body.fallbackAreaCodes());
        String country = AdminInput.country(body.country());
        String timeZone = AdminInput.timeZone(body.timeZone());
        return changes.make(
                companyId,
                () -> {
                    List<OfficeRow> offices = companies.offices(companyId);
                    Optional<OfficeRow> before = of(offices, officeId);
                    if (Boolean.FALSE.equals(body.isDefault())) {
                        before.ifPresent(office -> requireAnotherDefault(office, offices));
                    }
                    OfficeRow office =
                            new OfficeRow(
                                    officeId,
                                    companyId,
                                    name,
                                    country,
                                    areaCode,
                                    fallbacks,
                                    timeZone,
                                    requireNonNullElseGet(
                                            body.isDefault(),
                                            () ->
                                                    before.map(OfficeRow::isDefault)
                                                            .orElse(offices.isEmpty())),
                                    formerNames(before, name, body.formerNames()));
                    if (!companies.upsertOffice(office)) {
                        throw AdminInput.conflict(
                                "Office id '%s' is another company's; choose a new one."
                                        .formatted(officeId));
                    }
                    return office;
                });
    }

    /** Removes an office; its users are placed again, which renumbers those of some companies. */
    @DeleteMapping("/{officeId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID companyId, @PathVariable UUID officeId) {
        changes.make(
                companyId,
                () -> {
                    List<OfficeRow> offices = companies.offices(companyId);
                    OfficeRow office =
                            of(offices, officeId)
                                    .orElseThrow(
                                            () ->
                                                    AdminInput.notFound(
                                                            "Company '%s' has no office '%s'."
                                                                    .formatted(
                                                                            companyId, officeId)));
                    requireAnotherDefault(office, offices);
                    return companies.removeOffice(companyId, officeId);
                });
    }

    /** Users who fit no other office need the default one, unless it is the only one. */
    private static void requireAnotherDefault(OfficeRow office, List<OfficeRow> offices) {
        if (office.isDefault() && offices.size() > 1) {
            throw AdminInput.conflict(
                    "'%s' is the default office: make another one the default first."
                            .formatted(office.name()));
        }
    }

    /** As the admin says; if they say nothing, a name that is given up joins the former ones. */
    private static List<String> formerNames(
            Optional<OfficeRow> before, String name, @Nullable List<@Nullable String> given) {
        Set<String> names = new LinkedHashSet<>();
        if (given != null) {
            given.forEach(n -> names.add(AdminInput.name("formerNames", n)));
        } else {
            before.ifPresent(
                    office -> {
                        names.addAll(office.formerNames());
                        names.add(office.name());
                    });
        }
        names.remove(name);
        return List.copyOf(names);
    }

    private static Optional<OfficeRow> of(List<OfficeRow> offices, UUID officeId) {
        return offices.stream().filter(office -> office.id().equals(officeId)).findFirst();
    }
}
