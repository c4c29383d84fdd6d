package dev.switchboard.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TokenBucketTest {

    @Test
    void letsABurstThroughAndThenAsManyASecondAsItMay() {
        var bucket = new TokenBucket(10, 3, 0);

        assertThat(bucket.take(0)).isZero();
        assertThat(bucket.take(0)).isZero();
        assertThat(bucket.take(0)).isZero();
        assertThat(bucket.take(0)).isEqualTo(1);
        assertThat(bucket.take(99)).isEqualTo(1);
        assertThat(bucket.take(100)).isZero();
        assertThat(bucket.take(100)).isEqualTo(1);
    }

    @Test
    void doesNotSaveUpMoreThanTheBurst() {
        var bucket = new TokenBucket(10, 2, 0);

        assertThat(bucket.take(3_600_000)).isZero();
        assertThat(bucket.take(3_600_000)).isZero();
        assertThat(bucket.take(3_600_000)).isPositive();
    }

    @Test
    void tellsWholeSecondsRoundedUp() {
        var bucket = new TokenBucket(0.4, 1, 0);
        bucket.take(0);

        assertThat(bucket.take(0)).isEqualTo(3);
        assertThat(bucket.take(2_500)).isZero();
    }

    @Test
    void aClockThatIsSetBackOpensNothingAndLocksNobodyOut() {
        var bucket = new TokenBucket(10, 1, 10_000);
        bucket.take(10_000);

        assertThat(bucket.take(0)).isPositive();
        assertThat(bucket.take(100)).isZero();
    }
}
