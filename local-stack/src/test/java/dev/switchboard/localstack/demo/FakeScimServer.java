package dev.switchboard.localstack.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Just enough of a SCIM server for the demo: one user at most, a number on the second read. */
final class FakeScimServer implements AutoCloseable {

    private static final String ID = "2819c223";
    private static final String TOKEN = "good";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final String number;
    private final Map<String, ObjectNode> users = new ConcurrentHashMap<>();
    private int reads;

    /**
     * @param number what a user gets, as a {@code tel:} URI
     */
    FakeScimServer(String number) throws IOException {
        this.number = number;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    ScimEndpoint endpoint() {
        int port = server.getAddress().getPort();
        return new ScimEndpoint(URI.create("http://127.0.0.1:" + port), TOKEN);
    }

    boolean isEmpty() {
        return users.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        JsonNode sent = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String query = exchange.getRequestURI().getRawQuery();
        ObjectNode user = users.get(ID);
        if (!("Bearer " + TOKEN).equals(authorization)) {
            answer(exchange, 401, error(401));
        } else if (query != null) {
            answer(exchange, 200, list(URLDecoder.decode(query, UTF_8)));
        } else if (exchange.getRequestMethod().equals("POST")) {
            ObjectNode created = ((ObjectNode) sent).deepCopy().put("id", ID);
            created.remove("password");
            users.put(ID, created);
            answer(exchange, 201, created);
        } else if (user == null) {
            answer(exchange, 404, error(404));
        } else {
            changeOrRead(exchange, user, sent);
        }
    }

    private void changeOrRead(HttpExchange exchange, ObjectNode user, JsonNode sent)
            throws IOException {
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                users.put(ID, (ObjectNode) sent);
                answer(exchange, 200, sent);
            }
            case "PATCH" -> {
                JSON.readerForUpdating(user).readValue(sent.at("/Operations/0/value").toString());
                answer(exchange, 200, user);
            }
            case "DELETE" -> {
                users.clear();
                answer(exchange, 204, null);
            }
            default -> {
                reads++;
                if (reads == 2) {
                    user.putArray("phoneNumbers")
                            .addObject()
                            .put("value", number)
                            .put("primary", true);
                }
                answer(exchange, 200, user);
            }
        }
    }

    private ObjectNode list(String query) {
        ObjectNode list = JSON.createObjectNode();
        var resources = list.putArray("Resources");
        users.values().stream()
                .filter(user -> !query.contains("filter=") || isNamedIn(query, user))
                .forEach(resources::add);
        return list.put("totalResults", resources.size())
                .put("itemsPerPage", resources.size())
                .put("startIndex", 1);
    }

    private static boolean isNamedIn(String query, ObjectNode user) {
        String userName = user.path("userName").asString().toLowerCase(Locale.ROOT);
        return query.toLowerCase(Locale.ROOT).contains('"' + userName + '"');
    }

    private static ObjectNode error(int status) {
        return JSON.createObjectNode().put("status", Integer.toString(status));
    }

    private static void answer(HttpExchange exchange, int status, @Nullable JsonNode body)
            throws IOException {
        byte[] bytes = body == null ? new byte[0] : body.toString().getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
