package dev.switchboard.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.gateway.GatewayProperties;
import dev.switchboard.gateway.auth.Authentication.Accepted;
import dev.switchboard.gateway.auth.Authentication.Reason;
import dev.switchboard.gateway.auth.Authentication.Refused;
import dev.switchboard.userstore.ApiTokens;
import dev.switchboard.userstore.ApiTokens.ApiToken;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the {@code Authorization} header. A token is known by its SHA-256 only (it has 256 random
 * bits, so a fast hash serves); what the store said of a hash is remembered for {@code
 * switchboard.gateway.token-cache-time}, so that a revoked token stops working within that time.
 */
@Component
public final class Tokens {

    private static final String SCHEME = "bearer";

    /** Longer than any token of ours; what is longer is not looked up. */
    private static final int MAX_LENGTH = 512;

    private final Function<byte[], Optional<ApiToken>> store;
    private final TokenCache cache;
    private final Clock clock;

    @Autowired
    Tokens(ApiTokens store, GatewayProperties properties, Clock clock) {
        this(
                store::find,
                new TokenCache(properties.tokenCacheTime(), properties.tokenCacheSize(), clock),
                clock);
    }

    Tokens(Function<byte[], Optional<ApiToken>> store, TokenCache cache, Clock clock) {
        this.store = store;
        this.cache = cache;
        this.clock = clock;
    }

    /**
     * Whose request it is. Takes {@code Bearer x}, in any letter case, and a bare {@code x}: Okta
     * sends either, by the kind of its app.
     *
     * @param authorization the header's value, or null where there is none
     * @throws org.springframework.dao.DataAccessException where the store cannot be asked
     */
    public Authentication authenticate(@Nullable String authorization) {
        if (authorization == null || authorization.isBlank()) {
            return new Refused(Reason.MISSING);
        }
        String token = withoutScheme(authorization.strip());
        if (token.isEmpty()) {
            return new Refused(Reason.MISSING);
        }
        if (token.length() > MAX_LENGTH || token.indexOf(' ') >= 0) {
            return new Refused(Reason.INVALID);
        }
        Optional<ApiToken> found = cache.get(sha256(token), store);
        if (found.isEmpty()) {
            return new Refused(Reason.INVALID);
        }
        ApiToken apiToken = found.get();
        if (!clock.instant().isBefore(apiToken.expiresAt())) {
            return new Refused(Reason.EXPIRED);
        }
        return new Accepted(new Caller(apiToken.companyId(), apiToken.id(), apiToken.readOnly()));
    }

    private static String withoutScheme(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return header;
        }
        if (header.length() == SCHEME.length()) {
            return "";
        }
        boolean separated = Character.isWhitespace(header.charAt(SCHEME.length()));
        return separated ? header.substring(SCHEME.length()).strip() : header;
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
