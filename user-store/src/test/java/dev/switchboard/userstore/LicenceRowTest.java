package dev.switchboard.userstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.UUID;

final class LicenceRowTest {

    private static final LicenceRow KIND =
            new LicenceRow(new UUID(0, 1), "contact_center", false, true, 1, 0);

    @Test
    void takesSpacesAndMarksAndLetterCaseForAlike() {
        assertThat(KIND.isNamed(" Contact - CENTER")).isTrue();
        assertThat(KIND.isNamed("contactcenter")).isFalse();
    }

    /** Far above what it needs, so that only work quadratic in the text's length exceeds it. */
    @Test
    void comparesWithAnyLongTextSoon() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(KIND.isNamed("Σ".repeat(65_536))).isFalse());
    }
}
