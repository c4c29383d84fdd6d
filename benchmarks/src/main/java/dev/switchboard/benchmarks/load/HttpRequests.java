package dev.switchboard.benchmarks.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Writes requests of one server with one token as bytes. */
public final class HttpRequests {

    private final String path;
    private final String headers;

    /**
     * @param base what every target is below, e.g. {@code http://127.0.0.1:8080/scim/v2}
     * @param token the bearer token
     */
    public HttpRequests(URI base, String token) {
        this.path = base.getRawPath();
        this.headers =
                " HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nAccept: application/scim+json\r\nUser-Agent: Okta SCIM Client 1.0.0\r\n"
                        .formatted(base.getRawAuthority(), token);
    }

    /**
     * A request without a body.
     *
     * @param target below the base, encoded, e.g. {@code /Users?count=1}
     */
    public byte[] get(String target) {
        return ("GET " + path + target + headers + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** A request with a SCIM body. */
    public byte[] send(String method, String target, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] head =
                (method
                                + " "
                                + path
                                + target
                                + headers
                                + "Content-Type: application/scim+json; charset=utf-8\r\nContent-Length: "
                                + body.length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }
}
