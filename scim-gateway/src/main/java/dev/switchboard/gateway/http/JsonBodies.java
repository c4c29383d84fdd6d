package dev.switchboard.gateway.http;

import dev.switchboard.gateway.GatewayProperties;
import dev.switchboard.gateway.WriteLimits;
import dev.switchboard.gateway.limits.CompanyLimits.Admission;
import dev.switchboard.gateway.limits.LargeBodies;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.StorableText;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads request bodies: strict UTF-8, strict JSON (RFC 8259) with no name twice in an object, and
 * limits on size, depth and the length of a value.
 */
@Component
final class JsonBodies {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_STRING_LENGTH = 64 * 1024;
    private static final int MAX_NUMBER_LENGTH = 100;

    private final JsonMapper json =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .maxStringLength(MAX_STRING_LENGTH)
                                                    .maxNumberLength(MAX_NUMBER_LENGTH)
                                                    .build())
                                    .build())
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .build();

    private final LargeBodies largeBodies;
    private final DataSize maxBodySize;
    private final DataSize maxGroupSize;

    JsonBodies(GatewayProperties properties, WriteLimits limits, LargeBodies largeBodies) {
        this.largeBodies = largeBodies;
        this.maxBodySize = properties.maxBodySize();
        this.maxGroupSize = limits.groupSize();
    }

    /**
     * The body as a JSON object.
     *
     * @throws ScimException 415, 413, or 400 {@code invalidSyntax}
     * @throws TooMuchException where it is large, and others are under way
     */
    ObjectNode read(HttpServletRequest request) throws IOException {
        return read(request, maxBodySize);
    }

    /** The same for a body that writes such a resource: a group has many members. */
    ObjectNode read(HttpServletRequest request, ResourceType type) throws IOException {
        return read(
                request,
                switch (type) {
                    case USER -> maxBodySize;
                    case GROUP -> maxGroupSize;
                });
    }

    /** The same with a limit of its own. */
    ObjectNode read(HttpServletRequest request, DataSize maxSize) throws IOException {
        MediaTypes.check(request.getContentType(), request.getHeader("Content-Encoding"));
        String text = decode(bytes(request, Math.toIntExact(maxSize.toBytes())));
        if (text.isBlank()) {
            throw invalid("The request has no body, but needs a JSON object.");
        }
        if (parse(text) instanceof ObjectNode object) {
            if (text.contains("\\u")) {
                StorableText.checkAll(object, "");
            }
            return object;
        }
        throw invalid("The body is JSON, but not an object.");
    }

    private byte[] bytes(HttpServletRequest request, int maxSize) throws IOException {
        long declared = request.getContentLengthLong();
        if (declared > maxSize) {
            throw tooLarge(maxSize);
        }
        InputStream in = request.getInputStream();
        byte[] bytes;
        if (declared < 0 && maxSize > LargeBodies.SMALL) {
            bytes = bytesOfUnknownNumber(in, maxSize, request);
        } else {
            makeRoom(declared, request);
            bytes = in.readNBytes(maxSize + 1);
        }
        if (bytes.length > maxSize) {
            throw tooLarge(maxSize);
        }
        return bytes;
    }

    /** Most bodies are small, also where a client does not tell: only the others take room. */
    private byte[] bytesOfUnknownNumber(InputStream in, int maxSize, HttpServletRequest request)
            throws IOException {
        byte[] beginning = in.readNBytes(LargeBodies.SMALL);
        if (beginning.length < LargeBodies.SMALL) {
            return beginning;
        }
        makeRoom(maxSize, request);
        byte[] rest = in.readNBytes(maxSize + 1 - beginning.length);
        byte[] bytes = Arrays.copyOf(beginning, beginning.length + rest.length);
        System.arraycopy(rest, 0, bytes, beginning.length, rest.length);
        return bytes;
    }

    private void makeRoom(long size, HttpServletRequest request) {
        if (size <= LargeBodies.SMALL) {
            return;
        }
        switch (largeBodies.admit(size)) {
            case Admission.Admitted admitted -> ScimRequest.of(request).holds(admitted);
            case Admission.TooMuch tooMuch -> throw new TooMuchException(tooMuch);
        }
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid("The body is not UTF-8 text.");
        }
    }

    private JsonNode parse(String text) {
        try {
            return json.readTree(text);
        } catch (StreamConstraintsException e) {
            throw invalid(
                    ("The body is nested deeper than %d levels, or has a text longer than %d"
                                    + " characters or a number longer than %d digits, %s.")
                            .formatted(
                                    MAX_DEPTH, MAX_STRING_LENGTH, MAX_NUMBER_LENGTH, position(e)));
        } catch (JacksonException e) {
            // Jackson's own text may quote what it could not read, and that may be a password.
            boolean twice = e.getOriginalMessage().startsWith("Duplicate");
            throw invalid(
                    twice
                            ? "The body has the same name twice in one object, %s."
                                    .formatted(position(e))
                            : "The body is not valid JSON, %s.".formatted(position(e)));
        }
    }

    private static String position(JacksonException e) {
        return e.getLocation() == null
                ? "position unknown"
                : "at line %d, column %d"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }

    private static ScimException tooLarge(int maxSize) {
        return new ScimException(
                ScimError.PAYLOAD_TOO_LARGE,
                "The size of the body exceeds the maxPayloadSize (%d): send less at once."
                        .formatted(maxSize));
    }

    private static ScimException invalid(String detail) {
        return new ScimException(ScimError.INVALID_SYNTAX, detail);
    }
}
