package dev.switchboard.messages;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Ids that grow with time (UUIDv7, RFC 9562), so that they sort by age and index well. */
public final class MessageIds {

    private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochRandomGenerator();

    private MessageIds() {}

    /** A new id, for a message or for a resource. */
    public static UUID next() {
        return GENERATOR.generate();
    }

    /** When an id was made, in milliseconds (RFC 9562, section 5.7); nothing for another kind. */
    public static Optional<Instant> timeOf(UUID id) {
        return id.version() == 7
                ? Optional.of(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16))
                : Optional.empty();
    }
}
