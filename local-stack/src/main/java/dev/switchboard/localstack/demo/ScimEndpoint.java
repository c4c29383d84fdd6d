package dev.switchboard.localstack.demo;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * What an admin types into Okta.
 *
 * @param baseUrl the SCIM base URL, e.g. {@code http://127.0.0.1:8080/scim/v2}; a slash at its end
 *     does not matter
 * @param token the API token, without {@code Bearer}
 */
public record ScimEndpoint(URI baseUrl, String token) {
    public ScimEndpoint {
        requireNonNull(token, "token");
        if (!baseUrl.isAbsolute()) {
            throw new IllegalArgumentException(
                    "SCIM base URL '" + baseUrl + "' has no scheme and host");
        }
        if (baseUrl.toString().endsWith("/")) {
            String text = baseUrl.toString();
            baseUrl = URI.create(text.substring(0, text.length() - 1));
        }
    }

    /** The base URL only: the token is a secret. */
    @Override
    public String toString() {
        return baseUrl.toString();
    }
}
