package dev.switchboard.provisioner.admin;

import static java.util.Objects.requireNonNullElse;

import dev.switchboard.messages.OfficeChangePolicy;
import dev.switchboard.userstore.Companies;
import dev.switchboard.userstore.CompanyRow;
import dev.switchboard.userstore.LicenceShortage;
import dev.switchboard.userstore.OfficeMismatch;
import dev.switchboard.userstore.PlanRow;
import dev.switchboard.userstore.TellingQueue;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Plans and companies. Ids are the caller's, so that a set-up can be run again. */
@RestController
@RequestMapping("/admin/v1")
final class CompaniesController {

    private final Companies companies;
    private final CompanyChanges changes;
    private final TellingQueue telling;
    private final Clock clock;

    CompaniesController(
            Companies companies, CompanyChanges changes, TellingQueue telling, Clock clock) {
        this.companies = companies;
        this.changes = changes;
        this.telling = telling;
        this.clock = clock;
    }

    /** What is absent stays as it is; {@code country} can be taken away with an empty text. */
    record CompanyBody(
            @Nullable String name,
            @Nullable String plan,
            @Nullable String country,
            @Nullable String officeMismatch,
            @Nullable String onOfficeChange,
            @Nullable String onLicenceShortage) {}

    record PlanBody(@Nullable Boolean scimProvisioning) {}

    /** All plans, by name. */
    @GetMapping("/plans")
    List<PlanRow> plans() {
        return companies.plans();
    }

    /** Creates a plan or changes what it includes; the gateways know it within seconds. */
    @PutMapping("/plans/{plan}")
    PlanRow putPlan(@PathVariable String plan, @RequestBody PlanBody body) {
        Boolean scimProvisioning = body.scimProvisioning();
        if (scimProvisioning == null) {
            throw AdminInput.invalid("'scimProvisioning' is required: true or false.");
        }
        PlanRow row = new PlanRow(AdminInput.name("plan", plan), scimProvisioning);
        companies.upsertPlan(row);
        return row;
    }

    /** All companies, by name. */
    @GetMapping("/companies")
    List<CompanyRow> list() {
        return companies.companies();
    }

    /** One company. */
    @GetMapping("/companies/{companyId}")
    CompanyRow get(@PathVariable UUID companyId) {
        return changes.require(companyId);
    }

    /** Creates a company (201) or changes it (200). */
    @PutMapping("/companies/{companyId}")
    ResponseEntity<CompanyRow> put(@PathVariable UUID companyId, @RequestBody CompanyBody body) {
        CompanyChanges.Put put =
                changes.put(
                        companyId,
                        known -> merged(known.orElseGet(() -> fresh(companyId, body)), body));
        return ResponseEntity.status(put.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(put.company());
    }

    /** Has all users of a company told of again, as they are, to readers who have missed events. */
    @PostMapping("/companies/{companyId}/users/tell-again")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void tellAgain(@PathVariable UUID companyId) {
        changes.require(companyId);
        telling.add(companyId);
    }

    private CompanyRow fresh(UUID companyId, CompanyBody body) {
        return CompanyRow.fresh(companyId, AdminInput.name("name", body.name()), clock.instant());
    }

    private CompanyRow merged(CompanyRow known, CompanyBody body) {
        String country = body.country();
        return new CompanyRow(
                known.id(),
                body.name() == null ? known.name() : AdminInput.name("name", body.name()),
                plan(requireNonNullElse(body.plan(), known.plan())),
                known.scimProvisioning(),
                country == null
                        ? known.country()
                        : AdminInput.country(country.isBlank() ? null : country),
                or(
                        body.officeMismatch(),
                        known.officeMismatch(),
                        v -> AdminInput.oneOf(OfficeMismatch.class, "officeMismatch", v)),
                or(
                        body.onOfficeChange(),
                        known.onOfficeChange(),
                        v -> AdminInput.oneOf(OfficeChangePolicy.class, "onOfficeChange", v)),
                or(
                        body.onLicenceShortage(),
                        known.onLicenceShortage(),
                        v -> AdminInput.oneOf(LicenceShortage.class, "onLicenceShortage", v)),
                known.createdAt());
    }

    private static <T> T or(@Nullable String value, T known, Function<String, T> read) {
        return value == null ? known : read.apply(value);
    }

    private String plan(String name) {
        List<String> names = companies.plans().stream().map(PlanRow::name).toList();
        if (!names.contains(name)) {
            throw AdminInput.invalid(
                    "'plan' is '%s'; it must be one of %s."
                            .formatted(name, String.join(", ", names)));
        }
        return name;
    }
}
