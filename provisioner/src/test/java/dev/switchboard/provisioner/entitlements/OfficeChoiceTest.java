package dev.switchboard.provisioner.entitlements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.userstore.OfficeRow;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class OfficeChoiceTest {

    private static final UUID COMPANY = MessageIds.next();
    private static final OfficeRow NEW_YORK = office("New York", "US", "212", true);
    private static final OfficeRow BOSTON = office("Boston", "US", "617", false);
    private static final OfficeRow TORONTO = office("Toronto", "CA", "416", false);
    private static final List<OfficeRow> OFFICES = List.of(BOSTON, NEW_YORK, TORONTO);

    @Test
    void takesTheOfficeThatIsNamedBeforeAllElse() {
        assertThat(chosen("{'officeName': 'Boston', 'department': 'Toronto', 'country': 'CA'}"))
                .isEqualTo(BOSTON);
        assertThat(chosen("{'physicalDeliveryOfficeName': 'Boston', 'department': 'Toronto'}"))
                .isEqualTo(BOSTON);
        assertThat(chosen("{'officeName': 'Nowhere', 'department': 'Toronto'}")).isEqualTo(TORONTO);
    }

    @Test
    void wantsTheNameExactly() {
        assertThat(fitting("{'officeName': 'boston'}")).isEmpty();
        assertThat(fitting("{'officeName': 'Bost'}")).isEmpty();
    }

    @Test
    void looksForOneInTheCountryNext() {
        assertThat(chosen("{'country': 'ca'}")).isEqualTo(TORONTO);
        assertThat(chosen("{'country': 'US'}")).isEqualTo(NEW_YORK);
    }

    @Test
    void takesTheCountryOfThePrimaryAddressWhereNoneIsGiven() {
        ObjectNode user =
                json("{'addresses': [{'country': 'US'}, {'country': 'CA', 'primary': true}]}");

        assertThat(OfficeChoice.fitting(user, OFFICES)).contains(TORONTO);
    }

    @Test
    void leavesToThePolicyWhoFitsNowhere() {
        assertThat(fitting("{'country': 'FR'}")).isEmpty();
        assertThat(OfficeChoice.byDefault(OFFICES)).contains(NEW_YORK);
        assertThat(OfficeChoice.byDefault(List.of(BOSTON))).isEmpty();
    }

    @Test
    void knowsAnOfficeByAFormerNameUnlessAnotherHasItNow() {
        OfficeRow renamed =
                new OfficeRow(
                        MessageIds.next(),
                        COMPANY,
                        "Hub",
                        "US",
                        "646",
                        List.of(),
                        null,
                        false,
                        List.of("Boston", "Annex"));

        assertThat(OfficeChoice.fitting(user("{'officeName': 'Annex'}"), List.of(renamed)))
                .contains(renamed);
        assertThat(OfficeChoice.fitting(user("{'officeName': 'Boston'}"), List.of(renamed, BOSTON)))
                .contains(BOSTON);
    }

    @Test
    void saysWhatWasGivenAndWhatThereIs() {
        assertThat(OfficeChoice.mismatch(user("{'officeName': 'Atlantis'}"), OFFICES))
                .contains("officeName 'Atlantis'", "'Boston', 'New York', 'Toronto'");
        assertThat(OfficeChoice.mismatch(json("{}"), List.of()))
                .contains("no attribute names one", "none yet");
        String longest = "x".repeat(64 * 1024);
        assertThat(OfficeChoice.mismatch(user("{'officeName': '" + longest + "'}"), OFFICES))
                .hasSizeLessThan(1_000);
    }

    private static Optional<OfficeRow> fitting(String enterprise) {
        return OfficeChoice.fitting(user(enterprise), OFFICES);
    }

    private static ObjectNode user(String enterprise) {
        ObjectNode user = json("{}");
        user.set(ResourceDefinition.ENTERPRISE_URN, json(enterprise));
        return user;
    }

    private static OfficeRow chosen(String enterprise) {
        return fitting(enterprise).orElseThrow();
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    private static OfficeRow office(
            String name, @Nullable String country, String areaCode, boolean isDefault) {
        return new OfficeRow(MessageIds.next(), COMPANY, name, country, areaCode, isDefault);
    }
}
