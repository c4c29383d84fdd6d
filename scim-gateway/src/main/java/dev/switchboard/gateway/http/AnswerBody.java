package dev.switchboard.gateway.http;

import tools.jackson.core.JsonGenerator;

/**
 * A body that is written while it is read, so that its size is nobody's limit.
 *
 * @param etag the version of what it shows, or empty where it has none. It is no header of the
 *     answer before the body is written: Spring would compare it with the client's and answer 304
 *     by itself
 * @param heldBack how many bytes are kept until the first is sent: what fails before is answered
 *     with an error, what fails after can only be cut off
 */
record AnswerBody(String etag, int heldBack, Content content) {

    /** About a page of an import; most answers are smaller, and so are sent with their length. */
    private static final int HELD_BACK = 512 * 1024;

    /** Writes one JSON value. */
    @FunctionalInterface
    interface Content {
        void writeTo(JsonGenerator json);
    }

    /** The answer to a read. */
    static AnswerBody of(String etag, Content content) {
        return new AnswerBody(etag, HELD_BACK, content);
    }

    /**
     * The answer to a write. What is done must not be answered with an error any more, so nothing
     * is held back.
     */
    static AnswerBody ofWrite(String etag, Content content) {
        return new AnswerBody(etag, 0, content);
    }
}
