package dev.switchboard.conformance;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * The server under test.
 *
 * @param baseUrl what endpoints such as {@code /Users} are appended to
 * @param token a bearer token that may read and write
 * @param otherToken the same of a second tenant, for the tests of isolation; those are skipped
 *     without it
 */
public record ScimServer(URI baseUrl, String token, @Nullable String otherToken) {

    /**
     * Starts or finds a server where no properties name one. Implementations are found as Java
     * services; the first one is asked, once for all classes.
     */
    public interface Source {

        /**
         * The server, ready.
         *
         * @param context where to keep what has to be closed after the last test
         */
        ScimServer open(org.junit.jupiter.api.extension.ExtensionContext context);
    }

    /** The base URL loses trailing slashes. */
    public ScimServer {
        baseUrl = URI.create(baseUrl.toString().replaceAll("/+$", ""));
    }

    /**
     * The server named by {@code -Dscim.baseUrl}, {@code -Dscim.token} and {@code -Dscim.token2},
     * or by the environment: SCIM_BASE_URL, SCIM_TOKEN, SCIM_TOKEN_2.
     */
    static Optional<ScimServer> configured() {
        String baseUrl = setting("scim.baseUrl", "SCIM_BASE_URL");
        String token = setting("scim.token", "SCIM_TOKEN");
        if (baseUrl == null || token == null) {
            return Optional.empty();
        }
        return Optional.of(
                new ScimServer(URI.create(baseUrl), token, setting("scim.token2", "SCIM_TOKEN_2")));
    }

    /** Without the tokens. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "SCIM server at %s", baseUrl);
    }

    private static @Nullable String setting(String property, String variable) {
        String value = System.getProperty(property, System.getenv(variable));
        return value == null || value.isBlank() ? null : value;
    }
}
