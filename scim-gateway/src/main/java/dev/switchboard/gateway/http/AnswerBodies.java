package dev.switchboard.gateway.http;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.List;

/** Sends an {@link AnswerBody}. */
final class AnswerBodies implements HttpMessageConverter<AnswerBody> {

    /** What could not be written to its end must not look as if it had been. */
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .build();

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return type == AnswerBody.class;
    }

    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return List.of(MediaType.ALL);
    }

    @Override
    public AnswerBody read(Class<? extends AnswerBody> type, HttpInputMessage message) {
        throw new UnsupportedOperationException("Answers are only written");
    }

    @Override
    public void write(AnswerBody body, @Nullable MediaType mediaType, HttpOutputMessage message)
            throws IOException {
        if (!body.etag().isEmpty()) {
            message.getHeaders().set(HttpHeaders.ETAG, body.etag());
        }
        HeldBack out = new HeldBack(message, body.heldBack());
        try {
            JsonGenerator json = JSON.createGenerator(out);
            body.content().writeTo(json);
            json.close();
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
        out.end();
    }
}
