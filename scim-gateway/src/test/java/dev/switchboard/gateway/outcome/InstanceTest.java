package dev.switchboard.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.messages.Topics;

import org.junit.jupiter.api.Test;

final class InstanceTest {

    @Test
    void choosesAPartitionOfTheTopicByItsName() {
        for (int i = 0; i < 100; i++) {
            assertThat(Instance.named("name" + i, null).partition())
                    .isBetween(0, Topics.PARTITIONS - 1);
        }
        assertThat(Instance.named("a", null)).isEqualTo(Instance.named("a", null));
    }

    @Test
    void takesThePartitionThatIsSet() {
        assertThat(Instance.named("a", 7).replyTo().partition()).isEqualTo(7);
    }

    @Test
    void refusesAPartitionThatTheTopicHasNot() {
        assertThatThrownBy(() -> Instance.named("a", Topics.PARTITIONS))
                .hasMessageContaining("outcome-partition is 12");
        assertThatThrownBy(() -> Instance.named("a", -1)).hasMessageContaining("0 to 11");
    }
}
