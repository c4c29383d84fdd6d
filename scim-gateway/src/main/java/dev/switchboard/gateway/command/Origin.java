package dev.switchboard.gateway.command;

import java.util.UUID;

/**
 * The HTTP request that a command goes back to.
 *
 * @param companyId the company of the token that it came with
 * @param requestId its id, the command's correlation id
 * @param traceparent W3C trace context
 */
public record Origin(UUID companyId, String requestId, String traceparent) {}
