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

/** Tokens that are known without a store. */
public final class TokensFixture {

    private TokensFixture() {}

    /** Knows the given tokens, by their text, and no other. */
    public static Tokens knowing(Map<String, ApiToken> byText, Clock clock) {
        Map<String, ApiToken> byHash = new ConcurrentHashMap<>();
        byText.forEach((text, token) -> byHash.put(hex(sha256(text)), token));
        return new Tokens(
                hash -> Optional.ofNullable(byHash.get(hex(hash))),
                new TokenCache(Duration.ofSeconds(2), 100, clock),
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
