package dev.switchboard.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Finds the end of an HTTP/1.1 response with a Content-Length in the bytes that arrive. */
final class ResponseReader {

    private static final int FIRST_SIZE = 16 * 1024;
    private static final int STATUS_BEGIN = "HTTP/1.1 ".length();
    private static final int STATUS_END = STATUS_BEGIN + 3;
    private static final int UNKNOWN = -1;
    private static final String LENGTH = "\r\ncontent-length:";

    private ByteBuffer buffer = ByteBuffer.allocate(FIRST_SIZE);
    private int scanned;
    private int bodyBegin = UNKNOWN;
    private int end;
    private int status;
    private boolean closing;

    /** Where to put the next bytes. */
    ByteBuffer space() {
        if (!buffer.hasRemaining()) {
            ByteBuffer larger = ByteBuffer.allocate(buffer.capacity() * 2);
            larger.put(buffer.flip());
            buffer = larger;
        }
        return buffer;
    }

    /** Whether all of the response has arrived. */
    boolean isComplete() throws IOException {
        if (bodyBegin == UNKNOWN && !findHead()) {
            return false;
        }
        if (buffer.position() > end) {
            throw new IOException("The server sent more than its response");
        }
        return buffer.position() == end;
    }

    private boolean findHead() throws IOException {
        byte[] bytes = buffer.array();
        for (; scanned + 4 <= buffer.position(); scanned++) {
            if (bytes[scanned] == '\r'
                    && bytes[scanned + 1] == '\n'
                    && bytes[scanned + 2] == '\r'
                    && bytes[scanned + 3] == '\n') {
                bodyBegin = scanned + 4;
                readHead(new String(bytes, 0, bodyBegin, StandardCharsets.ISO_8859_1));
                return true;
            }
        }
        return false;
    }

    private void readHead(String head) throws IOException {
        try {
            status = Integer.parseInt(head, STATUS_BEGIN, STATUS_END, 10);
            String lower = head.toLowerCase(Locale.ROOT);
            closing = lower.contains("\r\nconnection: close");
            int length = lower.indexOf(LENGTH);
            if (length < 0 && lower.contains("\r\ntransfer-encoding:")) {
                throw new IOException("The response is chunked, which this client does not read");
            }
            end =
                    length < 0
                            ? bodyBegin
                            : bodyBegin
                                    + Integer.parseInt(
                                            head.substring(
                                                            length + LENGTH.length(),
                                                            head.indexOf(
                                                                    '\r', length + LENGTH.length()))
                                                    .strip());
        } catch (NumberFormatException e) {
            throw new IOException("Not an HTTP response", e);
        }
    }

    int status() {
        return status;
    }

    /** Whether the server closes the connection after this response. */
    boolean isClosing() {
        return closing;
    }

    /** The body, to be read before {@link #reset}. */
    ByteBuffer body() {
        return ByteBuffer.wrap(buffer.array(), bodyBegin, end - bodyBegin).slice();
    }

    /** Ready for the next response. */
    void reset() {
        buffer.clear();
        scanned = 0;
        bodyBegin = UNKNOWN;
        closing = false;
    }
}
