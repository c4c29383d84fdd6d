package dev.switchboard.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

final class BulkPlanTest {

    /** As long as a text in a body may be. */
    private static final int LONGEST = 64 * 1024;

    private final ArrayNode operations = JsonNodeFactory.instance.arrayNode();

    @Test
    void keepsTheOrderOfOneUserNameInAnyLetterCase() {
        create("POST", "ada@example.com");
        create("post", "ADA@example.com");
        create("POST", "bob@example.com");

        assertThat(new BulkPlan(operations).tasks())
                .extracting(BulkTask::isReady)
                .containsExactly(true, false, true);
    }

    @Test
    @Timeout(10)
    void takesNoTimeForLongTextsThatAreSlowToChangeTheirLetterCase() {
        create("POST", "Σ".repeat(LONGEST));
        for (int i = 0; i < 20; i++) {
            create("ß".repeat(LONGEST), "u" + i);
        }

        assertThat(new BulkPlan(operations).tasks())
                .extracting(BulkTask::isRefused)
                .startsWith(false, true)
                .hasSize(21);
    }

    private void create(String method, String userName) {
        operations
                .addObject()
                .put("method", method)
                .put("path", "/Users")
                .put("bulkId", "b" + operations.size())
                .putObject("data")
                .put("userName", userName);
    }
}
