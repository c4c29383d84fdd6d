package dev.switchboard.provisioner.admin;

import dev.switchboard.userstore.CompanyRules;
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

/** A company's licences: how many of each kind, and how many are used. */
@RestController
@RequestMapping("/admin/v1/companies/{companyId}/licences")
final class LicencesController {

    private static final int MOST = 10_000_000;

    private final CompanyRules rules;
    private final CompanyChanges changes;

    LicencesController(CompanyRules rules, CompanyChanges changes) {
        this.rules = rules;
        this.changes = changes;
    }

    /** What is absent stays as it is; a new kind comes with a number and has a stock of none. */
    record LicenceBody(
            @Nullable Integer total,
            @Nullable Boolean numberIncluded,
            @Nullable Boolean isDefault) {}

    /** All kinds, by name. */
    @GetMapping
    List<LicenceRow> list(@PathVariable UUID companyId) {
        changes.require(companyId);
        return rules.licences(companyId);
    }

    /** Creates a kind or changes it; who waits is served at once. */
    @PutMapping("/{type}")
    LicenceRow put(
            @PathVariable UUID companyId,
            @PathVariable String type,
            @RequestBody LicenceBody body) {
        String name = AdminInput.name("type", type);
        Integer total = body.total();
        if (total != null && (total < 0 || total > MOST)) {
            throw AdminInput.invalid(
                    "'total' is %d; it must be from 0 to %d.".formatted(total, MOST));
        }
        if (Boolean.FALSE.equals(body.isDefault())) {
            throw AdminInput.invalid(
                    "'isDefault' cannot be false: make another kind the default instead.");
        }
        return changes.make(companyId, () -> write(companyId, name, body));
    }

    private LicenceRow write(UUID companyId, String name, LicenceBody body) {
        List<LicenceRow> licences = rules.licences(companyId);
        LicenceRow known =
                licences.stream().filter(l -> l.type().equals(name)).findFirst().orElse(null);
        licences.stream()
                .filter(l -> known == null && l.isNamed(name))
                .findFirst()
                .ifPresent(
                        alike -> {
                            throw AdminInput.conflict(
                                    "'%s' reads like '%s', which this company has: letter case, spaces, - and _ do not matter."
                                            .formatted(name, alike.type()));
                        });
        int total = body.total() != null ? body.total() : known == null ? 0 : known.total();
        boolean numberIncluded =
                body.numberIncluded() != null
                        ? body.numberIncluded()
                        : known == null || known.numberIncluded();
        LicenceRow wanted =
                new LicenceRow(
                        companyId,
                        name,
                        numberIncluded,
                        Boolean.TRUE.equals(body.isDefault()),
                        total,
                        0);
        return rules.upsertLicence(wanted)
                .orElseThrow(
                        () ->
                                AdminInput.conflict(
                                        "Users hold %d '%s' licences, so that there cannot be %d."
                                                .formatted(
                                                        known == null ? 0 : known.used(),
                                                        name,
                                                        total)));
    }

    /** Removes a kind that nobody holds or waits for. */
    @DeleteMapping("/{type}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID companyId, @PathVariable String type) {
        changes.make(
                companyId,
                () -> {
                    LicenceRow kind =
                            rules.licences(companyId).stream()
                                    .filter(licence -> licence.type().equals(type))
                                    .findFirst()
                                    .orElseThrow(
                                            () ->
                                                    AdminInput.notFound(
                                                            "Company '%s' has no licence '%s'."
                                                                    .formatted(companyId, type)));
                    if (kind.isDefault()) {
                        throw AdminInput.conflict(
                                "'%s' is the default: make another one the default first."
                                        .formatted(type));
                    }
                    if (!rules.removeLicence(companyId, type)) {
                        throw AdminInput.conflict(
                                "Users hold '%s' or wait for it: give them another 'licenseType' first."
                                        .formatted(type));
                    }
                    return true;
                });
    }
}
