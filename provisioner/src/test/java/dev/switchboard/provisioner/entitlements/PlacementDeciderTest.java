package dev.switchboard.provisioner.entitlements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.provisioner.entitlements.PlacementDecider.Placement;
import dev.switchboard.provisioner.entitlements.PlacementDecider.Question;
import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.userstore.CompanySettings;
import dev.switchboard.userstore.GroupMembership;
import dev.switchboard.userstore.LicenceRow;
import dev.switchboard.userstore.LicenceShortage;
import dev.switchboard.userstore.Licences.Kind;
import dev.switchboard.userstore.OfficeMismatch;
import dev.switchboard.userstore.TelephonyState;
import dev.switchboard.userstore.UserRow;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.UUID;

final class PlacementDeciderTest {

    private static final CompanySettings STANDARD = Settings.with(s -> s);

    private final UUID id = MessageIds.next();

    @Test
    void fallsBackByPolicyWhereNothingFits() {
        ObjectNode french = enterprise("{'officeName': 'Paris', 'country': 'FR'}");

        assertThat(decide(STANDARD, french).office()).isEqualTo(Settings.NEW_YORK);
        assertThat(
                        decide(
                                        Settings.with(
                                                s ->
                                                        s.mismatch(OfficeMismatch.FIRST_IN_COUNTRY)
                                                                .country("CA")),
                                        french)
                                .office())
                .isEqualTo(Settings.TORONTO);
        assertThat(
                        decide(
                                        Settings.with(
                                                s -> s.mismatch(OfficeMismatch.FIRST_IN_COUNTRY)),
                                        french)
                                .office())
                .isEqualTo(Settings.BOSTON);
    }

    @Test
    void rejectsAndSaysWhatTheOfficesAre() {
        CompanySettings rejecting = Settings.with(s -> s.mismatch(OfficeMismatch.REJECT));

        assertThat(decide(rejecting, enterprise("{'officeName': 'Paris'}")).refusal())
                .contains("officeName 'Paris'", "'Boston', 'New York', 'Toronto'");
        assertThat(decide(rejecting, enterprise("{'officeName': 'Boston'}")).refusal()).isNull();
    }

    @Test
    void rejectsOfAStoredUserOnlyWhatAsksForAPlaceThatDoesNotExist() {
        CompanySettings rejecting = Settings.with(s -> s.mismatch(OfficeMismatch.REJECT));
        ObjectNode document = enterprise("{'officeName': 'Closed'}");
        UserRow stored = stored(document);

        assertThat(
                        decide(
                                        rejecting,
                                        new Question(
                                                id, document, true, stored, List.of(), true, false))
                                .office())
                .isEqualTo(Settings.BOSTON);
        ObjectNode elsewhere = enterprise("{'officeName': 'Paris'}");
        assertThat(
                        decide(
                                        rejecting,
                                        new Question(
                                                id, elsewhere, true, stored, List.of(), true,
                                                false))
                                .refusal())
                .isNotNull();
        assertThat(
                        decide(
                                        rejecting,
                                        new Question(
                                                id, elsewhere, false, stored, List.of(), true,
                                                false))
                                .refusal())
                .as("a suspension is never refused")
                .isNull();
        assertThat(
                        decide(
                                        rejecting,
                                        new Question(
                                                id, elsewhere, true, stored, List.of(), false,
                                                false))
                                .office())
                .isEqualTo(Settings.BOSTON);
    }

    @ParameterizedTest
    @CsvSource({
        "contact_center, contact_center, false",
        "Contact Center, contact_center, false",
        "SALES, sales, true",
        "Galactic, voice, true"
    })
    void choosesTheLicenceByItsName(String asked, String licence, boolean numberIncluded) {
        TelephonyState state =
                decide(STANDARD, enterprise("{'licenseType': '%s'}".formatted(asked))).telephony();

        assertThat(state.licence()).isEqualTo(licence);
        assertThat(state.numberIncluded()).isEqualTo(numberIncluded);
        if (asked.equals("Galactic")) {
            assertThat(state.licenceDetail()).contains("'Galactic'", "'voice'");
        } else {
            assertThat(state.licenceDetail()).isNull();
        }
    }

    @Test
    void takesOurOwnExtensionBeforeTheEnterpriseOne() {
        ObjectNode document =
                enterprise("{'licenseType': 'sales', 'requestedNumber': '+12125550100'}");
        document.putObject(ResourceDefinition.TELEPHONY_URN).put("licenseType", "contact_center");

        TelephonyState state = decide(STANDARD, document).telephony();

        assertThat(state.licence()).isEqualTo("contact_center");
        assertThat(state.requestedNumber()).isEqualTo("+12125550100");
    }

    @Test
    void givesASuspendedUserNoLicenceButKeepsTheirNumber() {
        Placement placement =
                decide(
                        STANDARD,
                        new Question(id, enterprise("{}"), false, null, List.of(), true, false));

        assertThat(placement.telephony().licence()).isNull();
        assertThat(placement.telephony().licenseStatus()).isEqualTo("none");
        assertThat(placement.telephony().numberIncluded()).isTrue();
    }

    @Test
    void waitsOrRefusesWhereNoLicenceIsLeft() {
        Placement waits =
                decide(Settings.with(s -> s.shortage(LicenceShortage.WAIT)), enterprise("{}"));
        assertThat(waits.telephony().licenseStatus()).isEqualTo("waiting");
        assertThat(waits.telephony().numberIncluded()).isFalse();
        assertThat(waits.telephony().licenceDetail()).contains("No 'voice' licence was left");

        CompanySettings refusing = Settings.with(s -> s.shortage(LicenceShortage.REFUSE));
        assertThat(decide(refusing, enterprise("{}")).refusal())
                .startsWith("No 'voice' licence is left: all 0");
        assertThat(
                        decide(
                                        refusing,
                                        new Question(
                                                id,
                                                enterprise("{}"),
                                                true,
                                                null,
                                                List.of(),
                                                false,
                                                false))
                                .telephony()
                                .licenseStatus())
                .isEqualTo("waiting");
    }

    @Test
    void refusesOfAStoredUserOnlyWhatAsksForALicence() {
        CompanySettings refusing = Settings.with(s -> s.shortage(LicenceShortage.REFUSE));
        UserRow stored = stored(enterprise("{'licenseType': 'sales'}"));

        Placement same = decide(refusing, stored, enterprise("{'licenseType': 'sales'}"));
        assertThat(same.refusal()).as("the company has changed, not the user").isNull();
        assertThat(same.telephony().licenseStatus()).isEqualTo("waiting");
        assertThat(decide(refusing, stored, enterprise("{'licenseType': 'voice'}")).refusal())
                .startsWith("No 'voice' licence is left");
        assertThat(decide(refusing, stored, enterprise("{}")).refusal()).isNotNull();

        UserRow suspended = stored(enterprise("{'licenseType': 'sales'}"), false);
        assertThat(decide(refusing, suspended, enterprise("{'licenseType': 'sales'}")).refusal())
                .as("who comes back asks for a licence")
                .startsWith("No 'sales' licence is left");
    }

    private Placement decide(CompanySettings settings, UserRow stored, ObjectNode document) {
        return decide(settings, new Question(id, document, true, stored, List.of(), true, false));
    }

    @Test
    void letsTheGroupOfTheLowestPriorityNumberDecide() {
        UUID first = MessageIds.next();
        UUID second = MessageIds.next();
        CompanySettings settings =
                Settings.with(
                        s ->
                                s.mapping(first, Settings.TORONTO, null, 1)
                                        .mapping(second, Settings.BOSTON, "sales", 2));
        ObjectNode document = enterprise("{'officeName': 'New York', 'licenseType': 'voice'}");

        assertThat(decide(settings, document, second).office()).isEqualTo(Settings.BOSTON);
        Placement both = decide(settings, document, second, first);
        assertThat(both.office()).isEqualTo(Settings.TORONTO);
        assertThat(both.telephony().licence()).isEqualTo("sales");
        assertThat(decide(settings, document, MessageIds.next()).office())
                .isEqualTo(Settings.NEW_YORK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+12125550123", "tel:+1-212-555-0123", "(212) 555-0123", "1 212 555 0123"})
    void readsTheRequestedNumberHoweverItIsWritten(String text) {
        TelephonyState state =
                decide(STANDARD, enterprise("{'requestedNumber': '%s'}".formatted(text)))
                        .telephony();

        assertThat(state.requestedNumber()).isEqualTo("+12125550123");
        assertThat(state.requestedNumberDetail()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"555", "call me", "+1", "+121255501234567890", "+12121115501"})
    void acceptsAndExplainsARequestedNumberThatIsNone(String text) {
        Placement placement =
                decide(STANDARD, enterprise("{'requestedNumber': '%s'}".formatted(text)));

        assertThat(placement.refusal()).isNull();
        assertThat(placement.telephony().requestedNumber()).isNull();
        assertThat(placement.telephony().requestedNumberDetail()).contains("'" + text + "'");
    }

    private UserRow stored(ObjectNode document) {
        return stored(document, true);
    }

    private UserRow stored(ObjectNode document, boolean active) {
        return new UserRow(
                        id,
                        Settings.COMPANY,
                        "a",
                        "a",
                        null,
                        active,
                        1,
                        Settings.NOW,
                        Settings.NOW,
                        null,
                        null,
                        null,
                        "none",
                        0,
                        document,
                        TelephonyState.NONE)
                .placed(Settings.BOSTON, TelephonyState.NONE, 2, Settings.NOW);
    }

    private Placement decide(CompanySettings settings, ObjectNode document, UUID... groups) {
        List<GroupMembership> memberships =
                List.of(groups).stream().map(g -> new GroupMembership(g, "Group " + g)).toList();
        return decide(settings, new Question(id, document, true, null, memberships, true, false));
    }

    private static Placement decide(CompanySettings settings, Question question) {
        Map<Kind, LicenceRow> stock =
                Map.of(
                        new Kind(Settings.COMPANY, "voice"),
                        new LicenceRow(Settings.COMPANY, "voice", true, true, 0, 0));
        return new PlacementDecider(settings, new LicenceLedger(stock, Map.of()), Settings.NOW)
                .decide(question);
    }

    private static ObjectNode enterprise(@Nullable String extension) {
        ObjectNode document = JsonMapper.shared().createObjectNode();
        document.set(
                ResourceDefinition.ENTERPRISE_URN,
                JsonMapper.shared().readTree(String.valueOf(extension).replace('\'', '"')));
        return document;
    }
}
