package dev.switchboard.localstack.admin;

import java.net.URI;

/**
 * Where a service's admin API is.
 *
 * @param url without {@code /admin}
 * @param token its bearer token
 */
public record AdminAddress(URI url, String token) {

    /** Without what is secret. */
    @Override
    public String toString() {
        return url.toString();
    }
}
