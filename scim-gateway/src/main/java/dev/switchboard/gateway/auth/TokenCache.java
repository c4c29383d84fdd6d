package dev.switchboard.gateway.auth;

import dev.switchboard.userstore.ApiTokens.ApiToken;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What the store said of each hash, for a short time; that a hash is unknown is remembered too, so
 * that a client with a wrong token does not ask the store each time. Bounded: when it is full, what
 * is over age is thrown away, and if that is nothing, everything.
 */
final class TokenCache {

    /** How long it is worth knowing that a token was valid. */
    private static final long FAMILIAR_MILLIS = Duration.ofHours(1).toMillis();

    private record Entry(Optional<ApiToken> token, long until) {}

    private final ConcurrentHashMap<ByteBuffer, Entry> entries = new ConcurrentHashMap<>();
    private final long lifetimeMillis;
    private final int maxSize;
    private final Clock clock;

    TokenCache(Duration lifetime, int maxSize, Clock clock) {
        this.lifetimeMillis = lifetime.toMillis();
        this.maxSize = maxSize;
        this.clock = clock;
    }

    Optional<ApiToken> get(byte[] sha256, Function<byte[], Optional<ApiToken>> store) {
        ByteBuffer key = ByteBuffer.wrap(sha256);
        // Taken before the store is asked: an answer is as old as its question.
        long now = clock.millis();
        Entry known = entries.get(key);
        if (known != null && now < known.until) {
            return known.token;
        }
        Optional<ApiToken> token = store.apply(sha256);
        if (entries.size() >= maxSize) {
            makeRoom(now);
        }
        entries.put(key, new Entry(token, now + lifetimeMillis));
        return token;
    }

    /** Whether the store need not be asked, or said at its last answer that the token is valid. */
    boolean isFamiliar(byte[] sha256) {
        Entry known = entries.get(ByteBuffer.wrap(sha256));
        return known != null && (known.token.isPresent() || clock.millis() < known.until);
    }

    int size() {
        return entries.size();
    }

    private void makeRoom(long now) {
        // Valid ones are worth more: by them a right token is told from a flood of wrong ones.
        entries.values()
                .removeIf(
                        entry ->
                                entry.until <= now
                                        && (entry.token.isEmpty()
                                                || entry.until <= now - FAMILIAR_MILLIS));
        if (entries.size() >= maxSize) {
            entries.clear();
        }
    }
}
