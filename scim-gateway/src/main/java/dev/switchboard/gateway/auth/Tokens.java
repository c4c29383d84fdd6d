package dev.switchboard.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.gateway.GatewayProperties;
import dev.switchboard.gateway.auth.Authentication.Accepted;
import dev.switchboard.gateway.auth.Authentication.Expired;
import dev.switchboard.gateway.auth.Authentication.NotInPlan;
import dev.switchboard.gateway.auth.Authentication.Reason;
import dev.switchboard.gateway.auth.Authentication.Refused;
import dev.switchboard.userstore.ApiTokens;
import dev.switchboard.userstore.ApiTokens.ApiToken;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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
    private final FailedAuthentications failures;
    private final Clock clock;

    /**
     * Many requests may bring a new token at once: one of them asks, the others wait for what it
     * learns, or they would use up what wrong tokens are allowed.
     */
    private final ConcurrentHashMap<ByteBuffer, CompletableFuture<@Nullable Void>> asking =
            new ConcurrentHashMap<>();

    @Autowired
    Tokens(
            ApiTokens store,
            GatewayProperties properties,
            WrongTokenLimits wrongTokens,
            Clock clock) {
        this(
                store::find,
                new TokenCache(properties.tokenCacheTime(), properties.tokenCacheSize(), clock),
                new FailedAuthentications(wrongTokens, clock),
                clock);
    }

    Tokens(
            Function<byte[], Optional<ApiToken>> store,
            TokenCache cache,
            FailedAuthentications failures,
            Clock clock) {
        this.store = store;
        this.cache = cache;
        this.failures = failures;
        this.clock = clock;
    }

    /**
     * Whose request it is. Takes {@code Bearer x}, in any letter case, and a bare {@code x}: Okta
     * sends either, by the kind of its app.
     *
     * @param authorization the header's value, or null where there is none
     * @param address where the request comes from
     * @throws org.springframework.dao.DataAccessException where the store cannot be asked
     */
    public Authentication authenticate(@Nullable String authorization, String address) {
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
        byte[] sha256 = sha256(token);
        if (cache.isFamiliar(sha256)) {
            return said(cache.get(sha256, store));
        }
        ByteBuffer key = ByteBuffer.wrap(sha256);
        var mine = new CompletableFuture<@Nullable Void>();
        CompletableFuture<@Nullable Void> first = asking.putIfAbsent(key, mine);
        if (first != null) {
            first.join();
            return cache.isFamiliar(sha256) ? said(cache.get(sha256, store)) : ask(sha256, address);
        }
        try {
            return ask(sha256, address);
        } finally {
            asking.remove(key);
            mine.complete(null);
        }
    }

    private Authentication ask(byte[] sha256, String address) {
        if (!failures.mayAsk(address)) {
            return new Refused(Reason.THROTTLED);
        }
        Optional<ApiToken> found;
        try {
            found = cache.get(sha256, store);
        } catch (RuntimeException e) {
            // A store that cannot be asked says nothing about the token.
            failures.wasNotWrong(address);
            throw e;
        }
        if (found.isPresent()) {
            failures.wasNotWrong(address);
        }
        return said(found);
    }

    private Authentication said(Optional<ApiToken> found) {
        if (found.isEmpty()) {
            return new Refused(Reason.INVALID);
        }
        ApiToken apiToken = found.get();
        Caller caller = new Caller(apiToken.companyId(), apiToken.id(), apiToken.readOnly());
        if (!clock.instant().isBefore(apiToken.expiresAt())) {
            return new Expired(caller);
        }
        return apiToken.provisioning() ? new Accepted(caller) : new NotInPlan(caller);
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
