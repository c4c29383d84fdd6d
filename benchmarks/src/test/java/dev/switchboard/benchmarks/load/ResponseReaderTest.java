package dev.switchboard.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

final class ResponseReaderTest {

    private static final String RESPONSE =
            "HTTP/1.1 201 \r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello";

    private final ResponseReader reader = new ResponseReader();

    @Test
    void findsTheEndHoweverTheBytesArrive() throws IOException {
        for (int i = 0; i < RESPONSE.length(); i++) {
            assertThat(arrives(RESPONSE.substring(i, i + 1))).isEqualTo(i == RESPONSE.length() - 1);
        }

        assertThat(reader.status()).isEqualTo(201);
        assertThat(StandardCharsets.UTF_8.decode(reader.body()).toString()).isEqualTo("hello");
        assertThat(reader.isClosing()).isFalse();
    }

    @Test
    void readsOneResponseAfterTheOther() throws IOException {
        assertThat(arrives(RESPONSE)).isTrue();
        reader.reset();

        assertThat(arrives("HTTP/1.1 204 \r\nConnection: close\r\n\r\n")).isTrue();

        assertThat(reader.status()).isEqualTo(204);
        assertThat(reader.isClosing()).isTrue();
        assertThat(reader.body().remaining()).isZero();
    }

    @Test
    void growsWithTheBody() throws IOException {
        String body = "x".repeat(100_000);
        String response = "HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n" + body;
        for (int i = 0; i < response.length(); i += 10_000) {
            arrives(response.substring(i, Math.min(response.length(), i + 10_000)));
        }

        assertThat(reader.isComplete()).isTrue();
        assertThat(reader.body().remaining()).isEqualTo(100_000);
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThatThrownBy(() -> arrives("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chunked");
    }

    private boolean arrives(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        boolean complete = false;
        for (byte one : bytes) {
            reader.space().put(one);
        }
        if (bytes.length > 0) {
            complete = reader.isComplete();
        }
        return complete;
    }
}
