package dev.switchboard.gateway.auth;

import java.util.UUID;

/**
 * Whose request it is, by its token and by nothing else.
 *
 * @param companyId the company whose resources it sees and changes
 * @param tokenId the token, for logs: never the token itself
 * @param readOnly whether it may only read
 */
public record Caller(UUID companyId, UUID tokenId, boolean readOnly) {}
