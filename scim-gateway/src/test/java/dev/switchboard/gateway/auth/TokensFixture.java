package dev.switchboard.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.userstore.ApiTokens.ApiToken;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Tokens that are known without a store. */
public final class TokensFixture {

    static final WrongTokenLimits LIMITS =
            new WrongTokenLimits(20, Duration.ofSeconds(3), 200, Duration.ofMillis(10));

    private TokensFixture() {}

    /** Knows the given tokens, by their text, and no other. */
    public static Tokens knowing(Map<String, ApiToken> byText, Clock clock) {
        Map<String, ApiToken> byHash = new ConcurrentHashMap<>();
        byText.forEach((text, token) -> byHash.put(hex(sha256(text)), token));
        return asking(hash -> Optional.ofNullable(byHash.get(hex(hash))), clock);
    }

    /** Asks that store, which is given hashes. */
    static Tokens asking(Function<byte[], Optional<ApiToken>> store, Clock clock) {
        return new Tokens(
                store,
                new TokenCache(Duration.ofSeconds(2), 100, clock),
                new FailedAuthentications(LIMITS, clock),
                clock);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }
}
