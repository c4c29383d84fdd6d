package dev.switchboard.messages;

import static java.util.Objects.requireNonNull;

import tools.jackson.databind.node.ObjectNode;

import java.util.UUID;

/**
 * What became of one command: the final, durable answer. Its envelope's causation id is the
 * command's id.
 */
public sealed interface Outcome extends Message {

    /** The resource that the command was for. */
    UUID resourceId();

    /**
     * The resource was created.
     *
     * @param resource the whole resource as stored, without {@code meta.location}, which only the
     *     gateway knows, and without the members of a group that has more than 1,000
     */
    record Created(UUID resourceId, ObjectNode resource) implements Outcome {
        public Created {
            requireNonNull(resourceId, "resourceId");
            requireNonNull(resource, "resource");
        }
    }

    /**
     * The resource was changed, or already was as asked (then its version is the old one).
     *
     * @param resource the whole resource as stored, without {@code meta.location}; a group without
     *     its members after a PATCH, or where it has more than 1,000
     */
    record Updated(UUID resourceId, ObjectNode resource) implements Outcome {
        public Updated {
            requireNonNull(resourceId, "resourceId");
            requireNonNull(resource, "resource");
        }
    }

    /** The resource is gone. */
    record Deleted(UUID resourceId) implements Outcome {
        public Deleted {
            requireNonNull(resourceId, "resourceId");
        }
    }

    /**
     * Nothing was changed.
     *
     * @param detail one or two sentences for the admin who reads them in Okta's task list: what was
     *     wrong, with which value, and what to do
     */
    record Refused(UUID resourceId, Reason reason, String detail) implements Outcome {
        public Refused {
            requireNonNull(resourceId, "resourceId");
            requireNonNull(reason, "reason");
            requireNonNull(detail, "detail");
        }
    }

    /** Why a command was refused. */
    enum Reason {
        /** No such resource in this company. */
        NOT_FOUND,
        /** A value that must be unique is taken (RFC 7644, Table 9: uniqueness). */
        UNIQUENESS,
        /** {@code If-Match} does not name the current version (RFC 7644, section 3.14). */
        VERSION_MISMATCH,
        /** A value is missing, of the wrong type or not allowed (invalidValue). */
        INVALID_VALUE,
        /** A PATCH path does not name an attribute (invalidPath). */
        INVALID_PATH,
        /** A PATCH path matches nothing (noTarget). */
        NO_TARGET,
        /** The attribute may not be changed (mutability). */
        MUTABILITY,
        /** The company's plan or policy does not allow it. */
        FORBIDDEN,
        /** The command could not be processed; it went to the dead-letter topic. */
        FAILED
    }
}
