package dev.switchboard.numbers.supplier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * Speaks the documented requests and answers of Twilio's AvailablePhoneNumbers,
 * IncomingPhoneNumbers and phone-number prices; misbehaves on demand.
 */
final class SupplierStandIn implements AutoCloseable {

    static final String ACCOUNT = "AC00000000000000000000000000000000";
    static final String TOKEN = "a-token-for-tests";

    private static final String BASE = "/2010-04-01/Accounts/" + ACCOUNT;

    /** Area codes whose numbers are offered in Canada; all others' are in the United States. */
    private static final Set<String> CANADIAN = Set.of("403", "416", "418");

    /** What the next order meets. */
    enum Mishap {
        NONE,
        /** The number is bought, the answer never comes. */
        BOUGHT_WITHOUT_ANSWER,
        /** 500 after the number was bought. */
        BOUGHT_WITH_ERROR,
        TOO_MANY_REQUESTS
    }

    final List<String> available = new CopyOnWriteArrayList<>();
    final Map<String, String> owned = new ConcurrentHashMap<>();
    final List<String> bought = new CopyOnWriteArrayList<>();
    final List<String> askedForAgain = new CopyOnWriteArrayList<>();
    final Queue<Mishap> mishaps = new ConcurrentLinkedQueue<>();

    final List<String> givenBack = new CopyOnWriteArrayList<>();

    /** Area codes in which every order is refused. */
    final List<String> refused = new CopyOnWriteArrayList<>();

    /** Numbers that are offered and sold to somebody else before they are ordered. */
    final List<String> sold = new CopyOnWriteArrayList<>();

    /** The price in Canada. */
    volatile String canadianPrice = "1.15";

    /** What searches in an area code, and look-ups of a number, are answered with instead. */
    final Map<String, Integer> failing = new ConcurrentHashMap<>();

    /** Releases that are answered with a status of this, the number being kept. */
    final Queue<Integer> failedReleases = new ConcurrentLinkedQueue<>();

    /** While set, what was bought is not shown yet. */
    volatile boolean late;

    volatile String price = "1.15";
    private final HttpServer server;

    SupplierStandIn() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Forgets everything. */
    void reset() {
        available.clear();
        owned.clear();
        bought.clear();
        askedForAgain.clear();
        givenBack.clear();
        failedReleases.clear();
        mishaps.clear();
        refused.clear();
        sold.clear();
        canadianPrice = "1.15";
        failing.clear();
        late = false;
        price = "1.15";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String expected =
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString((ACCOUNT + ":" + TOKEN).getBytes(UTF_8));
            String path = exchange.getRequestURI().getPath();
            if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                error(exchange, 401, 20003, "Authenticate");
            } else if (path.equals(BASE + "/AvailablePhoneNumbers/US/Local.json")) {
                search(exchange, false);
            } else if (path.equals(BASE + "/AvailablePhoneNumbers/CA/Local.json")) {
                search(exchange, true);
            } else if (path.equals("/v1/PhoneNumbers/Countries/US")) {
                prices(exchange, price);
            } else if (path.equals("/v1/PhoneNumbers/Countries/CA")) {
                prices(exchange, canadianPrice);
            } else if (path.equals(BASE + "/IncomingPhoneNumbers.json")) {
                switch (exchange.getRequestMethod()) {
                    case "GET" -> lookUp(exchange);
                    case "POST" -> order(exchange);
                    default -> error(exchange, 405, 20004, "Method not allowed");
                }
            } else if (path.startsWith(BASE + "/IncomingPhoneNumbers/PN")
                    && exchange.getRequestMethod().equals("DELETE")) {
                release(exchange, path.replaceAll(".*/(PN\\d+)\\.json", "$1"));
            } else {
                error(exchange, 404, 20404, "The requested resource was not found");
            }
        }
    }

    private void search(HttpExchange exchange, boolean inCanada) throws IOException {
        String areaCode = form(exchange.getRequestURI().getRawQuery()).getOrDefault("AreaCode", "");
        Integer failure = failing.get(areaCode);
        if (failure != null) {
            error(exchange, failure, 20000 + failure, "Not here");
            return;
        }
        answer(
                exchange,
                200,
                available.stream()
                        .filter(n -> n.startsWith("+1" + areaCode) && !owned.containsKey(n))
                        .filter(_ -> CANADIAN.contains(areaCode) == inCanada)
                        .map("{\"phone_number\":\"%s\",\"iso_country\":\"US\"}"::formatted)
                        .collect(Collectors.joining(",", "{\"available_phone_numbers\":[", "]}")));
    }

    private void prices(HttpExchange exchange, String local) throws IOException {
        answer(
                exchange,
                200,
                """
                {"price_unit":"USD",
                 "phone_number_prices":[
                  {"number_type":"toll free","base_price":"2.15","current_price":"2.15"},
                  {"number_type":"local","base_price":"%1$s","current_price":"%1$s"}]}
                """
                        .formatted(local));
    }

    private void lookUp(HttpExchange exchange) throws IOException {
        String number =
                form(exchange.getRequestURI().getRawQuery()).getOrDefault("PhoneNumber", "");
        Integer failure = failing.get(number);
        if (failure != null) {
            error(exchange, failure, 20000 + failure, "Not this one");
            return;
        }
        String sid = late ? null : owned.get(number);
        answer(
                exchange,
                200,
                "{\"incoming_phone_numbers\":[%s]}"
                        .formatted(sid == null ? "" : resource(number, sid)));
    }

    private synchronized void order(HttpExchange exchange) throws IOException {
        String number =
                form(new String(exchange.getRequestBody().readAllBytes(), UTF_8))
                        .getOrDefault("PhoneNumber", "");
        if (owned.containsKey(number)) {
            askedForAgain.add(number);
            error(exchange, 400, 21422, number + " is not available");
            return;
        }
        if (sold.contains(number)) {
            error(exchange, 400, 21422, number + " is not available");
            return;
        }
        if (refused.contains(number.substring(2, 5))) {
            error(exchange, 400, 21631, number + " requires an address");
            return;
        }
        Mishap mishap = Objects.requireNonNullElse(mishaps.poll(), Mishap.NONE);
        switch (mishap) {
            case NONE -> {
                String sid = buy(number);
                answer(exchange, 201, resource(number, sid));
            }
            case BOUGHT_WITHOUT_ANSWER -> buy(number);
            case BOUGHT_WITH_ERROR -> {
                buy(number);
                error(exchange, 500, 20500, "Internal server error");
            }
            case TOO_MANY_REQUESTS -> error(exchange, 429, 20429, "Too many requests");
        }
    }

    private void release(HttpExchange exchange, String sid) throws IOException {
        Integer failure = failedReleases.poll();
        if (failure != null) {
            error(exchange, failure, 20000 + failure, "Not now");
            return;
        }
        List<String> numbers =
                owned.entrySet().stream()
                        .filter(n -> n.getValue().equals(sid))
                        .map(Map.Entry::getKey)
                        .toList();
        numbers.forEach(owned::remove);
        givenBack.addAll(numbers);
        exchange.sendResponseHeaders(numbers.isEmpty() ? 404 : 204, -1);
    }

    private String buy(String number) {
        bought.add(number);
        String sid = "PN%032d".formatted(bought.size());
        owned.put(number, sid);
        return sid;
    }

    private static String resource(String number, String sid) {
        return "{\"sid\":\"%s\",\"phone_number\":\"%s\",\"status\":\"in-use\"}"
                .formatted(sid, number);
    }

    private static void error(HttpExchange exchange, int status, int code, String message)
            throws IOException {
        answer(
                exchange,
                status,
                "{\"code\":%d,\"message\":\"%s\",\"status\":%d}".formatted(code, message, status));
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static Map<String, String> form(String encoded) {
        Map<String, String> fields = new HashMap<>();
        for (String field : encoded.split("&", -1)) {
            int equals = field.indexOf('=');
            fields.put(
                    field.substring(0, equals),
                    URLDecoder.decode(field.substring(equals + 1), UTF_8));
        }
        return fields;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
