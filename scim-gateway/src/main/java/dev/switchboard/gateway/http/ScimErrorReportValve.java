package dev.switchboard.gateway.http;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Map;

/**
 * Answers what Tomcat refuses before any of our code sees it (a malformed request line, a header
 * that is too long, an illegal character in the URL) as a SCIM error instead of an HTML page.
 * Public because Tomcat makes it by its class name.
 */
public final class ScimErrorReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        String requestId = response.getHeader(RequestIds.HEADER);
        if (requestId == null) {
            requestId = RequestIds.newId();
            response.setHeader(RequestIds.HEADER, requestId);
        }
        byte[] body = new Problem(status, "", detail(status, requestId), Map.of()).body();
        try {
            response.setContentType(MediaTypes.SCIM);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            container.getLogger().debug("The client did not wait for the answer", e);
        }
    }

    private static String detail(int status, String requestId) {
        return switch (status) {
            case 400 ->
                    "The request is not valid HTTP: its request line, its URL or a header is"
                            + " malformed or too long. Characters that a URL may not have must be"
                            + " percent-encoded.";
            case 404 -> "There is no such endpoint.";
            case 405 -> "The method is not allowed.";
            case 413 -> "The request is too large.";
            case 414 -> "The URL is too long: use POST to /.search.";
            case 431 -> "The request's headers are too large.";
            case 501 -> "The request uses a part of HTTP that is not supported.";
            default ->
                    "The request cannot be answered (status %d). Request id: %s"
                            .formatted(status, requestId);
        };
    }
}
