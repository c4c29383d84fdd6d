package dev.switchboard.messages;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;

import java.util.UUID;

/** Ids that grow with time (UUIDv7, RFC 9562), so that they sort by age and index well. */
public final class MessageIds {

    private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochRandomGenerator();

    private MessageIds() {}

    /** A new id, for a message or for a resource. */
    public static UUID next() {
        return GENERATOR.generate();
    }
}
