package dev.switchboard.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.MutableClock;
import dev.switchboard.userstore.ApiTokens.ApiToken;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

final class TokenCacheTest {

    private final MutableClock clock = new MutableClock();
    private final TokenCache cache = new TokenCache(Duration.ofSeconds(2), 3, clock);
    private final AtomicInteger questions = new AtomicInteger();
    private final ApiToken token =
            new ApiToken(new UUID(1, 1), new UUID(2, 2), "okta", false, Instant.MAX, true);

    @Test
    void asksTheStoreOnceWithinTheLifetime() {
        ask("a", Optional.of(token));
        clock.advance(Duration.ofMillis(1999));

        assertThat(ask("a", Optional.empty())).contains(token);
        assertThat(questions).hasValue(1);
    }

    @Test
    void seesARevocationAfterTheLifetime() {
        ask("a", Optional.of(token));
        clock.advance(Duration.ofSeconds(2));

        assertThat(ask("a", Optional.empty())).isEmpty();
    }

    @Test
    void remembersThatAHashIsUnknown() {
        ask("a", Optional.empty());
        ask("a", Optional.empty());

        assertThat(questions).hasValue(1);
    }

    @Test
    void staysWithinItsSize() {
        for (int i = 0; i < 100; i++) {
            ask("wrong" + i, Optional.empty());
        }

        assertThat(cache.size()).isLessThanOrEqualTo(3);
    }

    @Test
    void keepsWhatIsFreshWhenItMakesRoom() {
        ask("old", Optional.empty());
        clock.advance(Duration.ofSeconds(1));
        ask("a", Optional.of(token));
        ask("b", Optional.of(token));
        clock.advance(Duration.ofMillis(1500));
        ask("c", Optional.of(token));
        questions.set(0);

        ask("a", Optional.of(token));

        assertThat(questions).hasValue(0);
    }

    private Optional<ApiToken> ask(String text, Optional<ApiToken> answer) {
        Function<byte[], Optional<ApiToken>> store =
                _ -> {
                    questions.incrementAndGet();
                    return answer;
                };
        return cache.get(TokensFixture.sha256(text), store);
    }
}
