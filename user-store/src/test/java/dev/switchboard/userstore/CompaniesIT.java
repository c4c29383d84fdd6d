package dev.switchboard.userstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.messages.MessageIds;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.BadSqlGrammarException;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

final class CompaniesIT {

    private static Store store;
    private static Companies companies;

    private UUID company = MessageIds.next();

    @BeforeAll
    static void start() {
        store = Store.fresh();
        companies = new Companies(store.jdbc);
    }

    @BeforeEach
    void createCompany() {
        company = MessageIds.next();
        companies.upsertCompany(company, "Acme", Store.NOW);
    }

    @Test
    void renamesACompanyThatExists() {
        assertThat(companies.upsertCompany(company, "Acme Ltd", Store.NOW.plusSeconds(1)))
                .isFalse();

        assertThat(companies.company(company))
                .contains(CompanyRow.fresh(company, "Acme Ltd", Store.NOW));
        assertThat(companies.companies()).extracting(CompanyRow::id).contains(company);
        assertThat(companies.upsertCompany(MessageIds.next(), "New", Store.NOW)).isTrue();
    }

    @Test
    void keepsOneDefaultOffice() {
        OfficeRow first = office("New York", true);
        OfficeRow second = office("Boston", true);
        assertThat(change(() -> companies.upsertOffice(first))).isTrue();
        assertThat(change(() -> companies.upsertOffice(second))).isTrue();

        assertThat(companies.offices(company))
                .containsExactly(
                        second, new OfficeRow(first.id(), company, "New York", "US", "212", false));
        assertThat(companies.officesOf(List.of(company, MessageIds.next())))
                .containsOnlyKeys(company);
    }

    @Test
    void refusesOfficesThatCannotBe() {
        OfficeRow office = office("New York", false);
        change(() -> companies.upsertOffice(office));

        assertThatThrownBy(() -> change(() -> companies.upsertOffice(office("New York", false))))
                .isInstanceOf(DuplicateKeyException.class);
        OfficeRow ofNobody =
                new OfficeRow(MessageIds.next(), MessageIds.next(), "X", null, "212", false);
        assertThatThrownBy(() -> change(() -> companies.upsertOffice(ofNobody)))
                .isInstanceOf(DataIntegrityViolationException.class);
        UUID other = MessageIds.next();
        companies.upsertCompany(other, "Other", Store.NOW);
        OfficeRow stolen = new OfficeRow(office.id(), other, "Stolen", null, "212", false);
        assertThat(change(() -> companies.upsertOffice(stolen))).isFalse();
        assertThat(companies.offices(company)).containsExactly(office);
    }

    @Test
    void letsAGatewayFindATokenUntilItIsRevoked() {
        byte[] sha256 = new byte[32];
        sha256[0] = (byte) company.hashCode();
        TokenRow token =
                new TokenRow(
                        MessageIds.next(),
                        company,
                        "Okta",
                        true,
                        Store.NOW,
                        Store.NOW.plusSeconds(60),
                        null);
        companies.insertToken(token, sha256);
        ApiTokens tokens = new ApiTokens(store.gateway);

        assertThat(tokens.find(sha256))
                .contains(
                        new ApiTokens.ApiToken(
                                token.id(), company, "Okta", true, token.expiresAt(), true));
        assertThat(companies.revokeToken(MessageIds.next(), token.id(), Store.NOW)).isFalse();
        assertThat(companies.revokeToken(company, token.id(), Store.NOW)).isTrue();
        assertThat(companies.revokeToken(company, token.id(), Store.NOW.plusSeconds(1))).isTrue();

        assertThat(tokens.find(sha256)).isEmpty();
        assertThat(companies.tokens(company))
                .extracting(TokenRow::revokedAt)
                .containsExactly(Store.NOW);
    }

    @Test
    void keepsTheHalfOfAMappingThatIsStillThere() {
        CompanyRules rules = new CompanyRules(store.jdbc);
        OfficeRow office = office("Toronto", false);
        change(() -> companies.upsertOffice(office));
        GroupMappingRow both = mapping("Toronto Support", office.id(), "contact_center");
        GroupMappingRow officeOnly = mapping("Toronto", office.id(), null);
        GroupMappingRow licenceOnly = mapping("Support", null, "contact_center");
        GroupMappingRow unconcerned = mapping("Sales", null, "sales");
        for (GroupMappingRow row : List.of(both, officeOnly, licenceOnly, unconcerned)) {
            assertThat(change(() -> rules.upsertMapping(row))).isTrue();
        }
        assertThat(change(() -> companies.removeOffice(MessageIds.next(), office.id()))).isFalse();
        assertThat(rules.mappings(company)).contains(both, officeOnly);

        assertThat(change(() -> companies.removeOffice(company, office.id()))).isTrue();

        assertThat(rules.mappings(company))
                .containsExactlyInAnyOrder(
                        new GroupMappingRow(
                                both.id(),
                                company,
                                null,
                                "Toronto Support",
                                null,
                                "contact_center",
                                1),
                        licenceOnly,
                        unconcerned);

        OfficeRow boston = office("Boston", false);
        change(() -> companies.upsertOffice(boston));
        GroupMappingRow again =
                new GroupMappingRow(
                        both.id(),
                        company,
                        null,
                        "Boston Support",
                        boston.id(),
                        "contact_center",
                        1);
        change(() -> rules.upsertMapping(again));

        assertThat(change(() -> rules.removeLicence(company, "contact_center"))).isTrue();

        assertThat(rules.mappings(company))
                .containsExactlyInAnyOrder(
                        new GroupMappingRow(
                                both.id(), company, null, "Boston Support", boston.id(), null, 1),
                        unconcerned);
    }

    @Test
    void leavesMappingsAsTheyAreWhereTheirLicenceStays() {
        CompanyRules rules = new CompanyRules(store.jdbc);
        OfficeRow office = office("Toronto", false);
        change(() -> companies.upsertOffice(office));
        GroupMappingRow both = mapping("Toronto Voice", office.id(), "voice");
        change(() -> rules.upsertMapping(both));

        assertThat(change(() -> rules.removeLicence(company, "voice"))).as("the default").isFalse();

        assertThat(rules.mappings(company)).containsExactly(both);
    }

    /** As production changes a company. */
    private <T> T change(Supplier<T> work) {
        return store.inTransaction(
                () -> {
                    companies.lock(company);
                    companies.change(company);
                    return work.get();
                });
    }

    private GroupMappingRow mapping(
            String displayName, @Nullable UUID officeId, @Nullable String licenceType) {
        return new GroupMappingRow(
                MessageIds.next(), company, null, displayName, officeId, licenceType, 1);
    }

    @Test
    void showsAGatewayNothingOfOutcomesAndMessages() {
        assertThatThrownBy(() -> new Outbox(store.gateway).status())
                .isInstanceOf(BadSqlGrammarException.class)
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> new Outcomes(store.gateway).find(List.of(company)))
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> new Companies(store.gateway).upsertCompany(company, "", Store.NOW))
                .hasStackTraceContaining("permission denied");
    }

    private OfficeRow office(String name, boolean isDefault) {
        return new OfficeRow(MessageIds.next(), company, name, "US", "212", isDefault);
    }
}
