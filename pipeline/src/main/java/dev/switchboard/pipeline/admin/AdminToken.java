package dev.switchboard.pipeline.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import java.security.MessageDigest;

/** The admin API's bearer token, from {@code SWITCHBOARD_ADMIN_TOKEN}. Never logged. */
@ConfigurationProperties("switchboard.admin")
final class AdminToken {

    private static final int SHORTEST = 20;

    private final byte[] token;

    /**
     * @throws IllegalArgumentException where it is missing or too short to be a secret
     */
    AdminToken(@Nullable String token) {
        if (token == null || token.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "SWITCHBOARD_ADMIN_TOKEN (switchboard.admin.token) must be set, to at least %d characters"
                            .formatted(SHORTEST));
        }
        this.token = token.getBytes(UTF_8);
    }

    /** Takes as long for a wrong token as for the right one. */
    boolean matches(String candidate) {
        return MessageDigest.isEqual(token, candidate.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "AdminToken[…]";
    }
}
