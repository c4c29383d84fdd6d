package dev.switchboard.provisioner.admin;

import dev.switchboard.provisioner.entitlements.ResolutionBell;
import dev.switchboard.userstore.Companies;
import dev.switchboard.userstore.CompanyRow;
import dev.switchboard.userstore.ResolutionQueue;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

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
        return Objects.requireNonNull(
                transactions.execute(
                        _ -> {
                            require(companyId);
                            companies.change(companyId);
                            T changed = change.get();
                            queue.addCompany(companyId);
                            bell.ringAfterCommit();
                            return changed;
                        }));
    }

    /**
     * Changes the company itself; its users are looked at again where they depend on the change. To
     * be called in a transaction that has called {@link Companies#lock}.
     *
     * @param change makes of the company as it is what it shall be
     */
    CompanyRow remake(UUID companyId, UnaryOperator<CompanyRow> change) {
        CompanyRow known = require(companyId);
        CompanyRow wanted = change.apply(known);
        if (isForGatewaysOnly(known, wanted)) {
            companies.updateCompany(wanted);
        } else {
            make(
                    companyId,
                    () -> {
                        companies.updateCompany(wanted);
                        return wanted;
                    });
        }
        return require(companyId);
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
