package dev.switchboard.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.auth.Authentication.Accepted;
import dev.switchboard.gateway.auth.Authentication.Reason;
import dev.switchboard.gateway.auth.Authentication.Refused;
import dev.switchboard.userstore.ApiTokens.ApiToken;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

final class TokensTest {

    private static final UUID COMPANY = UUID.fromString("0190c0de-0000-7000-8000-000000000001");
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
                                    clock.instant().plus(Duration.ofHours(1)))),
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
        assertThat(tokens.authenticate(header))
                .isEqualTo(new Accepted(new Caller(COMPANY, TOKEN_ID, false)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "Bearer", "Bearer "})
    void findsThatThereIsNone(String header) {
        assertThat(tokens.authenticate(header)).isEqualTo(new Refused(Reason.MISSING));
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
        assertThat(tokens.authenticate(header)).isEqualTo(new Refused(Reason.INVALID));
    }

    @Test
    void refusesAnEndlessTokenWithoutLookingItUp() {
        assertThat(tokens.authenticate("x".repeat(10_000))).isEqualTo(new Refused(Reason.INVALID));
    }

    @Test
    void refusesATokenFromTheMomentThatItExpires() {
        clock.advance(Duration.ofMinutes(59));
        assertThat(tokens.authenticate("sbt_good")).isInstanceOf(Accepted.class);

        clock.advance(Duration.ofMinutes(1));

        assertThat(tokens.authenticate("sbt_good")).isEqualTo(new Refused(Reason.EXPIRED));
    }
}
