package dev.switchboard.pipeline.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class AdminTokenTest {

    @Test
    void matchesOnlyItself() {
        var token = new AdminToken("a-token-of-twenty-chars");

        assertThat(token.matches("a-token-of-twenty-chars")).isTrue();
        assertThat(token.matches("a-token-of-twenty-charS")).isFalse();
        assertThat(token.matches("")).isFalse();
    }

    @Test
    void doesNotShowItself() {
        assertThat(new AdminToken("a-token-of-twenty-chars")).hasToString("AdminToken[…]");
    }

    @Test
    void mustBeSetAndLong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdminToken(null))
                .withMessageContaining("SWITCHBOARD_ADMIN_TOKEN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdminToken("short-secret"))
                .withMessageNotContaining("short-secret");
    }
}
