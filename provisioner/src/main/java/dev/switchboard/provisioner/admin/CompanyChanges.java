package dev.switchboard.provisioner.admin;

import dev.switchboard.provisioner.entitlements.ResolutionBell;
import dev.switchboard.userstore.Companies;
import dev.switchboard.userstore.CompanyRow;
import dev.switchboard.userstore.ResolutionQueue;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Changes of what a company's users depend on: nobody decides about its users meanwhile, and those
 * concerned are looked at again right after it.
 */
@Component
final class CompanyChanges {

    private final Companies companies;
    private final ResolutionQueue queue;
    private final ResolutionBell bell;
    private final TransactionTemplate transactions;

    CompanyChanges(
            Companies companies,
            ResolutionQueue queue,
            ResolutionBell bell,
            TransactionTemplate transactions) {
        this.companies = companies;
        this.queue = queue;
        this.bell = bell;
        this.transactions = transactions;
    }

    /**
     * Makes a change that may concern all of the company's users.
     *
     * @throws org.springframework.web.server.ResponseStatusException 404 where there is no such
     *     company, and what {@code change} throws; then nothing is written
     */
    <T> T make(UUID companyId, Supplier<T> change) {
        return locked(
                companyId,
                () -> {
                    require(companyId);
                    return forUsers(companyId, change);
                });
    }

    /**
     * A company that was put.
     *
     * @param isNew whether there was none before
     */
    record Put(CompanyRow company, boolean isNew) {}

    /**
     * Creates a company or changes it; its users are looked at again where they depend on the
     * change.
     *
     * @param change makes of the company as it is, if there is one, what it shall be; where it
     *     throws, nothing is written
     */
    Put put(UUID companyId, Function<Optional<CompanyRow>, CompanyRow> change) {
        return locked(
                companyId,
                () -> {
                    CompanyRow known = companies.company(companyId).orElse(null);
                    CompanyRow wanted = change.apply(Optional.ofNullable(known));
                    if (known == null) {
                        companies.upsertCompany(companyId, wanted.name(), wanted.createdAt());
                    }
                    // A new company has no users.
                    if (known == null || isForGatewaysOnly(known, wanted)) {
                        companies.updateCompany(wanted);
                    } else {
                        forUsers(
                                companyId,
                                () -> {
                                    companies.updateCompany(wanted);
                                    return wanted;
                                });
                    }
                    return new Put(require(companyId), known == null);
                });
    }

    /** Locked before anything is read: what two admins change at once is both to stay. */
    private <T> T locked(UUID companyId, Supplier<T> work) {
        return Objects.requireNonNull(
                transactions.execute(
                        _ -> {
                            companies.lock(companyId);
                            return work.get();
                        }));
    }

    private <T> T forUsers(UUID companyId, Supplier<T> change) {
        companies.change(companyId);
        T changed = change.get();
        queue.addCompany(companyId);
        bell.ringAfterCommit();
        return changed;
    }

    /** Whether no user's office, licence or event depends on the change. */
    private static boolean isForGatewaysOnly(CompanyRow known, CompanyRow wanted) {
        return wanted.officeMismatch() == known.officeMismatch()
                && wanted.onOfficeChange() == known.onOfficeChange()
                && wanted.onLicenceShortage() == known.onLicenceShortage()
                && Objects.equals(wanted.country(), known.country());
    }

    /** The company, which must exist. */
    CompanyRow require(UUID companyId) {
        return companies.company(companyId).orElseThrow(() -> AdminInput.noCompany(companyId));
    }
}
