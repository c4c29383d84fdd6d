package dev.switchboard.userstore;

import java.time.Instant;
import java.util.UUID;

/** A company. */
public record CompanyRow(UUID id, String name, Instant createdAt) {}
