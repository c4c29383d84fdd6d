package dev.switchboard.gateway;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * The settings {@code switchboard.gateway.cursor.*} (RFC 9865).
 *
 * @param timeout how long after its page a cursor may be used; a whole number of seconds
 * @param secret what cursors are sealed with, the same for all gateways, at least 32 characters;
 *     without it, a random key that the user store holds
 */
@ConfigurationProperties("switchboard.gateway.cursor")
public record CursorProperties(@DefaultValue("1h") Duration timeout, @Nullable String secret) {

    private static final int SECRET_LENGTH = 32;

    public CursorProperties {
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "switchboard.gateway.cursor.timeout is '%s', but is announced in whole seconds: set 1s or more"
                            .formatted(timeout));
        }
        if (secret != null && secret.length() < SECRET_LENGTH) {
            throw new IllegalArgumentException(
                    "switchboard.gateway.cursor.secret has %d characters, but needs %d: set a random one"
                            .formatted(secret.length(), SECRET_LENGTH));
        }
    }
}
