package dev.switchboard.provisioner.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.userstore.OfficeRow;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
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
        assertThat(chosen("{'officeName': 'boston'}")).isEqualTo(NEW_YORK);
        assertThat(chosen("{'officeName': 'Bost'}")).isEqualTo(NEW_YORK);
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

        assertThat(OfficeChoice.of(user, OFFICES)).contains(TORONTO);
    }

    @Test
    void takesTheDefaultWhereNothingFits() {
        assertThat(chosen("{'country': 'FR'}")).isEqualTo(NEW_YORK);
        assertThat(OfficeChoice.of(json("{}"), List.of(BOSTON))).isEmpty();
    }

    private static OfficeRow chosen(String enterprise) {
        ObjectNode user = json("{}");
        user.set(ResourceDefinition.ENTERPRISE_URN, json(enterprise));
        return OfficeChoice.of(user, OFFICES).orElseThrow();
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    private static OfficeRow office(
            String name, @Nullable String country, String areaCode, boolean isDefault) {
        return new OfficeRow(MessageIds.next(), COMPANY, name, country, areaCode, isDefault);
    }
}
