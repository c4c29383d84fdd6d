package dev.switchboard.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

import java.util.Locale;

/** What a client with a valid token and bad intentions sends, or one that is broken. */
final class HostileInputs {

    private HostileInputs() {}

    /** Methods, one of which nobody knows. */
    static Arbitrary<String> methods() {
        return Arbitraries.of("POST", "PUT", "PATCH", "DELETE", "GET", "OPTIONS", "BREW");
    }

    /** Of endpoints, below them, and of nothing; percent-encoded. */
    static Arbitrary<String> paths(String existingId) {
        Arbitrary<String> known =
                Arbitraries.of(
                                "/Users",
                                "/Groups",
                                "/Users/.search",
                                "/.search",
                                "/Users/@",
                                "/Groups/@",
                                "/Users/not-an-id",
                                "/Bulk",
                                "/Me",
                                "/Schemas",
                                "/ResourceTypes/User",
                                "/ServiceProviderConfig",
                                "")
                        .map(path -> "/scim/v2" + path.replace("@", existingId));
        Arbitrary<String> odd =
                Arbitraries.strings().ascii().ofMaxLength(12).map(HostileInputs::encoded);
        return Arbitraries.frequencyOf(
                Tuple.of(6, known),
                Tuple.of(1, Combinators.combine(known, odd).as((a, b) -> a + "/" + b)),
                Tuple.of(1, odd.map(path -> "/" + path)));
    }

    /** Parameters that mean something with values that mean harm, some not even encoded. */
    static Arbitrary<String> queries() {
        Arbitrary<String> name =
                Arbitraries.of(
                        "filter",
                        "filter",
                        "filter",
                        "sortBy",
                        "sortOrder",
                        "startIndex",
                        "count",
                        "cursor",
                        "attributes",
                        "excludedAttributes",
                        "x");
        Arbitrary<String> value =
                Arbitraries.oneOf(
                        Arbitraries.of(
                                "userName eq \"user1@example.com\"",
                                "userName co \"%\"",
                                "userName sw \"_\" and not (active eq true)",
                                "emails[type eq \"work\" and value co \"@\"]",
                                "meta.lastModified gt \"2011-05-13T04:42:34Z\"",
                                "userName eq \"' or 1=1 --\"",
                                "id eq \"\u0000\"",
                                "userName eq \"" + "a".repeat(4000) + "\"",
                                "userName eq \"" + "\\\\".repeat(1000) + "\"",
                                "(".repeat(500),
                                "userName",
                                "members.value",
                                "-1",
                                "0",
                                "2147483648",
                                "99999999999999999999",
                                "descending",
                                "password",
                                "groups.display"),
                        Arbitraries.strings().all().ofMaxLength(20),
                        Arbitraries.strings().ascii().ofMaxLength(40));
        Arbitrary<String> wellFormed =
                Combinators.combine(name, value)
                        .as((n, v) -> n + "=" + encoded(v))
                        .list()
                        .ofMaxSize(4)
                        .map(parameters -> String.join("&", parameters));
        Arbitrary<String> raw = Arbitraries.strings().withCharRange('!', '~').ofMaxLength(30);
        return Arbitraries.frequencyOf(Tuple.of(7, wellFormed), Tuple.of(1, raw));
    }

    /** Messages of each kind, whole and damaged, JSON that hurts parsers, and bytes. */
    static Arbitrary<byte[]> bodies() {
        Arbitrary<String> text =
                Arbitraries.of(
                        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"new@example.com\"}",
                        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[{\"op\":\"replace\",\"path\":\"active\",\"value\":false}]}",
                        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[{\"op\":\"remove\",\"path\":\"members[value eq \\\"x\\\"]\"}]}",
                        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\"g\",\"members\":[{\"value\":\"x\"}]}",
                        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:SearchRequest\"],\"filter\":\"userName pr\",\"count\":3}",
                        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],\"Operations\":[{\"method\":\"POST\",\"path\":\"/Users\",\"bulkId\":\"a\",\"data\":{}}]}",
                        "{\"userName\":\"a\",\"userName\":\"b\"}",
                        "{\"userName\":\"\\u0000\"}",
                        "{\"userName\":{\"a\":[[[[]]]]}}",
                        "{\"emails\":\"x\",\"name\":[]}",
                        "null",
                        "[]",
                        "{\"a\":".repeat(300),
                        "[".repeat(2000),
                        "{\"userName\":" + "9".repeat(2000) + "}");
        Arbitrary<byte[]> whole = text.map(t -> t.getBytes(UTF_8));
        Arbitrary<byte[]> damaged =
                Combinators.combine(
                                whole, Arbitraries.integers().between(0, 2000), Arbitraries.bytes())
                        .as(
                                (body, place, by) -> {
                                    byte[] changed = body.clone();
                                    changed[place % changed.length] = by;
                                    return changed;
                                });
        return Arbitraries.oneOf(
                whole, damaged, damaged, Arbitraries.bytes().array(byte[].class).ofMaxSize(60));
    }

    /** Header lines; none that frames the message. */
    static Arbitrary<String> headers() {
        Arbitrary<String> name =
                Arbitraries.of(
                        "Content-Type",
                        "Accept",
                        "Accept-Encoding",
                        "If-Match",
                        "If-None-Match",
                        "X-Request-Id",
                        "traceparent",
                        "X-Forwarded-For",
                        "X-Forwarded-Proto",
                        "X-Forwarded-Port",
                        "Prefer",
                        "Cookie",
                        "Range",
                        "X-HTTP-Method-Override");
        Arbitrary<String> value =
                Arbitraries.oneOf(
                        Arbitraries.of(
                                "application/scim+json",
                                "application/json;q=0.0000",
                                "*/*;;;",
                                "W/\"1\", *",
                                "\"",
                                "multipart/form-data; boundary=x",
                                "text/html",
                                "application/x-www-form-urlencoded",
                                "x".repeat(4000),
                                "99999999999"),
                        Arbitraries.strings()
                                .withCharRange(' ', '~')
                                .ofMaxLength(30)
                                .map(String::strip));
        return Combinators.combine(name, value)
                .as((n, v) -> n + ": " + v + "\r\n")
                .list()
                .ofMaxSize(5)
                .map(lines -> String.join("", lines));
    }

    /** What is no HTTP, or nearly. */
    static Arbitrary<byte[]> garbage() {
        Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        Arbitrary<byte[]> half =
                Arbitraries.of(
                                "GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                                "POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                                "GET / HTTP/9.9\r\n\r\n",
                                "POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nContent-Length: 2\r\n\r\n{}",
                                "GET http://[::1/%zz HTTP/1.1\r\nHost: a b\r\n\r\n",
                                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
                        .map(text -> text.getBytes(ISO_8859_1));
        return Arbitraries.oneOf(any, half);
    }

    /** Percent-encoded, so that the request line stays one; a lone surrogate becomes a '?'. */
    private static String encoded(String text) {
        var encoded = new StringBuilder();
        for (byte each : text.getBytes(UTF_8)) {
            encoded.append("%").append(String.format(Locale.ROOT, "%02X", each & 0xff));
        }
        return encoded.toString();
    }
}
