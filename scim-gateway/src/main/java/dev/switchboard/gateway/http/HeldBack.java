package dev.switchboard.gateway.http;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpOutputMessage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Keeps the beginning of a body, and sends nothing before there is more than it keeps. */
final class HeldBack extends OutputStream {

    private final HttpOutputMessage message;
    private final int limit;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private @Nullable OutputStream sending;

    /**
     * @param limit how many bytes are kept
     */
    HeldBack(HttpOutputMessage message, int limit) {
        this.message = message;
        this.limit = limit;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (sending == null && kept.size() + length <= limit) {
            kept.write(bytes, offset, length);
        } else {
            send().write(bytes, offset, length);
        }
    }

    /** Sends what is kept still: the body is complete. */
    void end() throws IOException {
        if (sending == null) {
            message.getHeaders().setContentLength(kept.size());
        }
        send().flush();
    }

    private OutputStream send() throws IOException {
        if (sending == null) {
            sending = message.getBody();
            kept.writeTo(sending);
            kept.reset();
        }
        return sending;
    }
}
