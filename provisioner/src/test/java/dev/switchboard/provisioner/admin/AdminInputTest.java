package dev.switchboard.provisioner.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.server.ResponseStatusException;

final class AdminInputTest {

    @ParameterizedTest
    @ValueSource(strings = {"212", "416", "787", "360", "380", "505", "978"})
    void takesAreaCodesOfPlaces(String areaCode) {
        assertThat(AdminInput.areaCode("areaCode", areaCode)).isEqualTo(areaCode);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"911", "800", "888", "500", "999", "295", "370", "961", "112", "21", "2123"})
    void refusesWhatIsNoAreaCodeOfAPlace(String areaCode) {
        assertThatThrownBy(() -> AdminInput.areaCode("areaCode", areaCode))
                .isInstanceOf(ResponseStatusException.class)
                .hasMessageContaining("'areaCode' is '" + areaCode + "'");
    }
}
