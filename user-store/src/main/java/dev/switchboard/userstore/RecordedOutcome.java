package dev.switchboard.userstore;

import java.time.Instant;
import java.util.UUID;

/**
 * The outcome of a command that was applied or refused.
 *
 * @param type the message type on the wire
 * @param body the outcome's JSON
 */
public record RecordedOutcome(UUID commandId, String type, String body, Instant recordedAt) {}
