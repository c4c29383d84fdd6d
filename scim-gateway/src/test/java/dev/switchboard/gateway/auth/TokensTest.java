package dev.switchboard.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.gateway.MutableClock;
import dev.switchboard.gateway.auth.Authentication.Accepted;
import dev.switchboard.gateway.auth.Authentication.Expired;
import dev.switchboard.gateway.auth.Authentication.NotInPlan;
import dev.switchboard.gateway.auth.Authentication.Reason;
import dev.switchboard.gateway.auth.Authentication.Refused;
import dev.switchboard.userstore.ApiTokens.ApiToken;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

final class TokensTest {

    private static final UUID COMPANY = UUID.fromString("0190c0de-0000-7000-8000-000000000001");
    private static final String ADDRESS = "192.0.2.1";
    private static final UUID TOKEN_ID = UUID.fromString("0190c0de-0000-7000-8000-000000000002");

    private final MutableClock clock = new MutableClock();
    private final Tokens tokens =
            TokensFixture.knowing(
                    Map.of(
                            "sbt_good",
                            new ApiToken(
                                    TOKEN_ID,
                                    COMPANY,
                                    "okta",
                                    false,
                                    clock.instant().plus(Duration.ofHours(1)),
                                    true),
                            "sbt_standard",
                            new ApiToken(TOKEN_ID, COMPANY, "okta", false, Instant.MAX, false)),
                    clock);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer sbt_good",
                "bearer sbt_good",
                "BEARER   sbt_good",
                "Bearer\tsbt_good",
                "sbt_good",
                " sbt_good "
            })
    void takesABearerTokenOrABareOne(String header) {
        assertThat(tokens.authenticate(header, ADDRESS))
                .isEqualTo(new Accepted(new Caller(COMPANY, TOKEN_ID, false)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "Bearer", "Bearer "})
    void findsThatThereIsNone(String header) {
        assertThat(tokens.authenticate(header, ADDRESS)).isEqualTo(new Refused(Reason.MISSING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer wrong",
                "Bearersbt_good",
                "Basic c2J0X2dvb2Q6",
                "Bearer sbt_good extra",
                "SBT_GOOD"
            })
    void refusesWhatIsNoTokenOfOurs(String header) {
        assertThat(tokens.authenticate(header, ADDRESS)).isEqualTo(new Refused(Reason.INVALID));
    }

    @Test
    void refusesAnEndlessTokenWithoutLookingItUp() {
        assertThat(tokens.authenticate("x".repeat(10_000), ADDRESS))
                .isEqualTo(new Refused(Reason.INVALID));
    }

    @Test
    void refusesATokenFromTheMomentThatItExpires() {
        clock.advance(Duration.ofMinutes(59));
        assertThat(tokens.authenticate("sbt_good", ADDRESS)).isInstanceOf(Accepted.class);

        clock.advance(Duration.ofMinutes(1));

        assertThat(tokens.authenticate("sbt_good", ADDRESS))
                .isEqualTo(new Expired(new Caller(COMPANY, TOKEN_ID, false)));
    }

    @Test
    void doesNotLetInACompanyWhosePlanIsWithoutProvisioning() {
        assertThat(tokens.authenticate("sbt_standard", ADDRESS))
                .isEqualTo(new NotInPlan(new Caller(COMPANY, TOKEN_ID, false)));
    }

    @Test
    void throttlesAnAddressAndNoOther() {
        for (int i = 0; i < TokensFixture.LIMITS.burst(); i++) {
            assertThat(tokens.authenticate("wrong" + i, ADDRESS))
                    .isEqualTo(new Refused(Reason.INVALID));
        }

        assertThat(tokens.authenticate("wrong", ADDRESS)).isEqualTo(new Refused(Reason.THROTTLED));
        assertThat(tokens.authenticate("wrong", "192.0.2.2"))
                .isEqualTo(new Refused(Reason.INVALID));

        clock.advance(TokensFixture.LIMITS.each());
        assertThat(tokens.authenticate("again", ADDRESS)).isEqualTo(new Refused(Reason.INVALID));
        assertThat(tokens.authenticate("more", ADDRESS)).isEqualTo(new Refused(Reason.THROTTLED));
    }

    @Test
    void letsARightTokenInThroughAFlood() {
        assertThat(tokens.authenticate("sbt_good", ADDRESS)).isInstanceOf(Accepted.class);
        for (int i = 0; i < 1000; i++) {
            tokens.authenticate("wrong" + i, ADDRESS);
        }
        clock.advance(Duration.ofSeconds(2));

        assertThat(tokens.authenticate("wrong", ADDRESS)).isEqualTo(new Refused(Reason.THROTTLED));
        assertThat(tokens.authenticate("sbt_good", ADDRESS)).isInstanceOf(Accepted.class);
    }

    @Test
    void countsAWholeIpv6NetworkAsOneAddress() {
        for (int i = 0; i < TokensFixture.LIMITS.burst(); i++) {
            tokens.authenticate("wrong" + i, "2001:db8:0:1::" + i);
        }

        assertThat(tokens.authenticate("wrong", "2001:db8:0:1::ffff"))
                .isEqualTo(new Refused(Reason.THROTTLED));
        assertThat(tokens.authenticate("wrong", "2001:db8:0:2::1"))
                .isEqualTo(new Refused(Reason.INVALID));
    }

    @Test
    void letsManyBringANewTokenAtOnce() throws Exception {
        int callers = 3 * TokensFixture.LIMITS.burst();
        var allAreThere = new CountDownLatch(callers);
        Tokens slow =
                TokensFixture.asking(
                        _ -> {
                            await(allAreThere);
                            return Optional.of(
                                    new ApiToken(
                                            TOKEN_ID, COMPANY, "okta", false, Instant.MAX, true));
                        },
                        clock);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Authentication>> answers = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                answers.add(
                        threads.submit(
                                () -> {
                                    allAreThere.countDown();
                                    return slow.authenticate("sbt_new", ADDRESS);
                                }));
            }
            for (Future<Authentication> answer : answers) {
                assertThat(answer.get()).isInstanceOf(Accepted.class);
            }
        }
    }

    @Test
    void countsNoLookUpThatFailed() {
        Tokens away =
                TokensFixture.asking(
                        _ -> {
                            throw new IllegalStateException("the store is away");
                        },
                        clock);

        for (int i = 0; i < 2 * TokensFixture.LIMITS.burst(); i++) {
            assertThatThrownBy(() -> away.authenticate("sbt_good", ADDRESS))
                    .hasMessage("the store is away");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
