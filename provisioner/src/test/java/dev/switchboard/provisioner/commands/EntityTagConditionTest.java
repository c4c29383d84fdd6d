package dev.switchboard.provisioner.commands;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EntityTagConditionTest {

    @ParameterizedTest
    @ValueSource(strings = {"W/\"3\"", "\"3\"", "*", " * ", "W/\"1\", W/\"3\""})
    void allowsTheCurrentVersion(String ifMatch) {
        assertThat(EntityTagCondition.allows(ifMatch, 3)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"2\"", "\"30\"", "3", "", "W/\"\""})
    void refusesEveryOther(String ifMatch) {
        assertThat(EntityTagCondition.allows(ifMatch, 3)).isFalse();
    }
}
