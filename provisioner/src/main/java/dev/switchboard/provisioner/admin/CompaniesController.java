package dev.switchboard.provisioner.admin;

import dev.switchboard.userstore.Companies;
import dev.switchboard.userstore.CompanyRow;
import dev.switchboard.userstore.OfficeRow;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** Companies and their offices. Ids are the caller's, so that a set-up can be run again. */
@RestController
@RequestMapping("/admin/v1/companies")
final class CompaniesController {

    private static final Pattern AREA_CODE = Pattern.compile("[2-9][0-9]{2}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");

    private final Companies companies;
    private final TransactionTemplate transactions;
    private final Clock clock;

    CompaniesController(Companies companies, TransactionTemplate transactions, Clock clock) {
        this.companies = companies;
        this.transactions = transactions;
        this.clock = clock;
    }

    record CompanyBody(@Nullable String name) {}

    record OfficeBody(
            @Nullable String name,
            @Nullable String country,
            @Nullable String areaCode,
            @Nullable Boolean isDefault) {}

    /** All companies, by name. */
    @GetMapping
    List<CompanyRow> list() {
        return companies.companies();
    }

    /** One company. */
    @GetMapping("/{companyId}")
    CompanyRow get(@PathVariable UUID companyId) {
        return companies.company(companyId).orElseThrow(() -> noCompany(companyId));
    }

    /** Creates a company (201) or gives it another name (200). */
    @PutMapping("/{companyId}")
    ResponseEntity<CompanyRow> put(@PathVariable UUID companyId, @RequestBody CompanyBody company) {
        boolean created =
                companies.upsertCompany(
                        companyId, required("name", company.name()), clock.instant());
        return ResponseEntity.status(created ? HttpStatus.CREATED : HttpStatus.OK)
                .body(get(companyId));
    }

    /** The company's offices, by name. */
    @GetMapping("/{companyId}/offices")
    List<OfficeRow> offices(@PathVariable UUID companyId) {
        get(companyId);
        return companies.offices(companyId);
    }

    /** Creates an office or changes it; a new default takes the place of the old one. */
    @PutMapping("/{companyId}/offices/{officeId}")
    OfficeRow putOffice(
            @PathVariable UUID companyId,
            @PathVariable UUID officeId,
            @RequestBody OfficeBody body) {
        get(companyId);
        OfficeRow office =
                new OfficeRow(
                        officeId,
                        companyId,
                        required("name", body.name()),
                        country(body.country()),
                        areaCode(body.areaCode()),
                        Boolean.TRUE.equals(body.isDefault()));
        if (!Boolean.TRUE.equals(transactions.execute(tx -> written(office, tx)))) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT,
                    "Office id '%s' is another company's; choose a new one.".formatted(officeId));
        }
        return office;
    }

    /** Nothing is written where the id is another company's, not even the loss of a default. */
    private boolean written(OfficeRow office, TransactionStatus transaction) {
        boolean written = companies.upsertOffice(office);
        if (!written) {
            transaction.setRollbackOnly();
        }
        return written;
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw invalid("'%s' is required.".formatted(name));
        }
        return value.strip();
    }

    private static String areaCode(@Nullable String value) {
        String areaCode = required("areaCode", value);
        if (!AREA_CODE.matcher(areaCode).matches()) {
            throw invalid(
                    "areaCode is '%s'; it must be three digits, the first 2 to 9."
                            .formatted(areaCode));
        }
        return areaCode;
    }

    private static @Nullable String country(@Nullable String value) {
        if (value == null) {
            return null;
        }
        if (!COUNTRY.matcher(value).matches()) {
            throw invalid(
                    "country is '%s'; it must be two letters (ISO 3166-1 alpha-2)."
                            .formatted(value));
        }
        return value.toUpperCase(Locale.ROOT);
    }

    private static ResponseStatusException invalid(String detail) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, detail);
    }

    private static ResponseStatusException noCompany(UUID companyId) {
        return new ResponseStatusException(
                HttpStatus.NOT_FOUND, "There is no company '%s'.".formatted(companyId));
    }
}
