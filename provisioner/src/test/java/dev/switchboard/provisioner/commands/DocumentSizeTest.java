package dev.switchboard.provisioner.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class DocumentSizeTest {

    private static final ObjectNode NOTHING = JsonMapper.shared().createObjectNode();

    @Test
    void whatFitsIsTaken() {
        assertThatCode(() -> DocumentSize.check(of(1_000_000), NOTHING)).doesNotThrowAnyException();
    }

    @Test
    void whatDoesNotIsRefused() {
        assertThatExceptionOfType(ScimException.class)
                .isThrownBy(() -> DocumentSize.check(of(1_200_000), NOTHING))
                .satisfies(
                        refused -> assertThat(refused.error()).isEqualTo(ScimError.INVALID_VALUE));
    }

    @Test
    void whatIsTooLargeAlreadyMayShrinkAndBeSuspended() {
        ObjectNode stored = of(2_000_000).put("active", true);

        assertThatCode(() -> DocumentSize.check(of(1_900_000).put("active", true), stored))
                .doesNotThrowAnyException();
        assertThatCode(() -> DocumentSize.check(of(2_000_000).put("active", false), stored))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(ScimException.class)
                .isThrownBy(() -> DocumentSize.check(of(2_000_001).put("active", true), stored));
    }

    @Test
    void moreValuesThanBeforeThereWasALimitAreRefused() {
        assertThatCode(() -> DocumentSize.check(emails(1000), NOTHING)).doesNotThrowAnyException();
        assertThatCode(() -> DocumentSize.check(emails(1500), emails(1500)))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(ScimException.class)
                .isThrownBy(() -> DocumentSize.check(emails(1501), emails(1500)))
                .withMessageContaining("'emails' would have 1501 values");
    }

    private static ObjectNode emails(int number) {
        ObjectNode user = JsonMapper.shared().createObjectNode();
        for (int i = 0; i < number; i++) {
            user.withArray("emails").addObject().put("value", "v" + i);
        }
        return user;
    }

    private static ObjectNode of(int length) {
        return JsonMapper.shared().createObjectNode().put("urn:example:x", "v".repeat(length));
    }
}
