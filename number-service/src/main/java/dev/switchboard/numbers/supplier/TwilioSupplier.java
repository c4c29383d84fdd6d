package dev.switchboard.numbers.supplier;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Twilio's API of 2010-04-01: AvailablePhoneNumbers Local and IncomingPhoneNumbers; and its pricing
 * API, v1: PhoneNumbers Countries. Requests are form-encoded with basic authentication, answers
 * JSON; errors have {@code code}, {@code message} and {@code status}.
 */
final class TwilioSupplier implements NumberSupplier {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY = 429;

    /** Twilio's own code of an error: the number is not (or no longer) for sale. */
    private static final int NOT_AVAILABLE = 21422;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http;
    private final SupplierSettings settings;
    private final String account;
    private final String authorization;

    TwilioSupplier(SupplierSettings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder().connectTimeout(settings.timeout()).build();
        this.account = settings.url() + "/2010-04-01/Accounts/" + settings.accountSid();
        this.authorization =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (settings.accountSid() + ":" + settings.authToken())
                                                .getBytes(UTF_8));
    }

    @Override
    public List<String> search(String country, String areaCode, int count) {
        JsonNode found =
                read(
                        account
                                + "/AvailablePhoneNumbers/%s/Local.json?AreaCode=%s&VoiceEnabled=true&PageSize=%d"
                                        .formatted(country, areaCode, count));
        List<String> numbers = new ArrayList<>();
        found.path("available_phone_numbers")
                .forEach(n -> numbers.add(n.path("phone_number").asString()));
        return numbers;
    }

    @Override
    public BigDecimal monthlyPrice(String country) {
        JsonNode prices = read(settings.pricingUrl() + "/v1/PhoneNumbers/Countries/" + country);
        for (JsonNode price : prices.path("phone_number_prices")) {
            String current = price.path("current_price").asString("");
            if (price.path("number_type").asString("").equals("local") && !current.isEmpty()) {
                try {
                    return new BigDecimal(current);
                } catch (NumberFormatException _) {
                    throw new RefusedException("the price is not a number");
                }
            }
        }
        throw new RefusedException("no price for local numbers");
    }

    @Override
    public Answer order(String e164, UUID orderId) {
        String form =
                "PhoneNumber=%s&FriendlyName=%s".formatted(encode(e164, UTF_8), name(orderId));
        HttpResponse<String> answer;
        try {
            answer =
                    send(
                            request(account + "/IncomingPhoneNumbers.json")
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(BodyPublishers.ofString(form)));
        } catch (IOException e) {
            return new Answer.Unknown("no answer: " + e.getClass().getSimpleName());
        }
        int status = answer.statusCode();
        if (status == TOO_MANY) {
            return new Answer.Busy();
        }
        if (status >= 400 && status < 500 && status != REQUEST_TIMEOUT) {
            String reason = status + ": " + message(answer.body());
            return code(answer.body()) == NOT_AVAILABLE
                    ? new Answer.Sold(reason)
                    : new Answer.Refused(reason);
        }
        try {
            JsonNode ordered = JSON.readTree(answer.body());
            String sid = ordered.path("sid").asString("");
            return status == 201 && !sid.isEmpty()
                    ? new Answer.Ordered(sid)
                    : new Answer.Unknown("answer " + status);
        } catch (JacksonException _) {
            return new Answer.Unknown("answer " + status + " is not JSON");
        }
    }

    @Override
    public Optional<String> find(String e164) {
        for (JsonNode owned :
                read(account + "/IncomingPhoneNumbers.json?PhoneNumber=" + encode(e164, UTF_8))
                        .path("incoming_phone_numbers")) {
            // The filter takes patterns, so the answer may hold others.
            if (owned.path("phone_number").asString().equals(e164)) {
                return Optional.of(owned.path("sid").asString());
            }
        }
        return Optional.empty();
    }

    @Override
    public void release(String supplierId) {
        int status;
        try {
            status =
                    send(request(account + "/IncomingPhoneNumbers/" + supplierId + ".json")
                                    .DELETE())
                            .statusCode();
        } catch (IOException e) {
            throw new UnavailableException("no answer: " + e.getClass().getSimpleName());
        }
        if (status != 204 && status != 404) {
            throw new UnavailableException("answer " + status);
        }
    }

    private JsonNode read(String url) {
        try {
            HttpResponse<String> answer = send(request(url).GET());
            int status = answer.statusCode();
            if (isRefusal(status)) {
                throw new RefusedException(status + ": " + message(answer.body()));
            }
            if (status != 200) {
                throw new UnavailableException("answer " + status);
            }
            return JSON.readTree(answer.body());
        } catch (IOException | JacksonException e) {
            throw new UnavailableException("no answer: " + e.getClass().getSimpleName());
        }
    }

    /** Whether an answer is about the question, not about the account or the moment. */
    private static boolean isRefusal(int status) {
        return switch (status) {
            case UNAUTHORIZED, FORBIDDEN, REQUEST_TIMEOUT, TOO_MANY -> false;
            default -> status >= 400 && status < 500;
        };
    }

    private HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", authorization)
                .header("Accept", "application/json");
    }

    /** The request's own timeout would end with the headers, and a body may never come. */
    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request.build(), BodyHandlers.ofString(UTF_8));
        try {
            return answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e);
        } catch (TimeoutException _) {
            throw new HttpTimeoutException("no whole answer after " + settings.timeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            // Closes the connection, unless the answer is there.
            answer.cancel(true);
        }
    }

    private static String name(UUID orderId) {
        return "switchboard-" + orderId;
    }

    private static int code(String body) {
        try {
            return JSON.readTree(body).path("code").asInt(0);
        } catch (JacksonException _) {
            return 0;
        }
    }

    private static String message(String body) {
        try {
            return JSON.readTree(body).path("message").asString("");
        } catch (JacksonException _) {
            return "";
        }
    }
}
