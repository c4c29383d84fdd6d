package dev.switchboard.numbers.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.numbers.inventory.NumberRules.Verdict;
import dev.switchboard.numbers.inventory.NumberRules.Verdict.Assignable;
import dev.switchboard.numbers.inventory.NumberRules.Verdict.Refused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.util.Map;
import java.util.Set;

final class NumberRulesTest {

    private final NumberRules rules = new NumberRules(Set.of());

    @ParameterizedTest
    @ValueSource(
            strings = {"+12125550100", "+1 212-555-0100", "+1 (212) 555 0100", "+1.212.555.0100"})
    void bringsANumberIntoE164Form(String text) {
        assertThat(rules.judge(text)).isEqualTo(new Assignable("+12125550100"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+14155550199", "+17045550123", "+14165550100", "+12123334567"})
    void takesGeographicNumbers(String number) {
        assertThat(rules.judge(number)).isEqualTo(new Assignable(number));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    2125550100     | it must be in E.164 form, like +12125550123
                    +x             | it is not a telephone number
                    +442071838750  | it is not a +1 number of ten digits
                    +1212555010    | it is not a +1 number of ten digits
                    +1212555010012 | it is not a +1 number of ten digits
                    +12125550100;ext=5 | it has an extension
                    +14115550100   | '411' cannot be an area code
                    +12995550100   | '299' cannot be an area code
                    +12124115000   | '411' cannot be an exchange
                    +12129115000   | '911' cannot be an exchange
                    +12121235000   | '123' cannot be an exchange
                    +12129585000   | exchange '958' is not for subscribers
                    +12129765000   | exchange '976' is not for subscribers
                    +12125551212   | of exchange '555' only 0100 to 0199 may be used
                    +18002345678   | area code '800' is not a geographic one in service
                    +15002345678   | area code '500' is not a geographic one in service
                    +12212345678   | area code '221' is not a geographic one in service
                    """)
    void saysWhyANumberCannotBeGiven(String number, String reason) {
        assertThat(rules.judge(number)).isEqualTo(new Refused(reason));
    }

    @Test
    void takesAreaCodesThatAreNewerThanTheLibrary() {
        Verdict verdict = new NumberRules(Set.of("221")).judge("+12212345678");

        assertThat(verdict).isEqualTo(new Assignable("+12212345678"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"extra-area-codes", "extra-area-codes[0]", "extraareacodes"})
    void readsThemAsAListOrAsAText(String key) {
        var binder =
                new Binder(
                        new MapConfigurationPropertySource(
                                Map.of("switchboard.numbers." + key, "221")));

        NumberRules bound = binder.bind("switchboard.numbers", NumberRules.class).get();

        assertThat(bound.judge("+12212345678")).isEqualTo(new Assignable("+12212345678"));
    }

    @ParameterizedTest
    @CsvSource({
        "212, US", "983, US", "416, CA", "942, CA", "787, PR", "876, JM", "242, BS", "999, US"
    })
    void knowsTheCountryOfAnAreaCode(String areaCode, String country) {
        assertThat(new NumberRules(Set.of()).countryOf(areaCode)).isEqualTo(country);
    }
}
