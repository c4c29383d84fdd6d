package dev.switchboard.faults.load;

import dev.switchboard.faults.load.Tenant.Shortage;
import dev.switchboard.localstack.LocalStack;
import dev.switchboard.localstack.StackException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An operator: makes companies and imports numbers, by the admin APIs. */
public final class AdminClient {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final LocalStack stack;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();

    public AdminClient(LocalStack stack) {
        this.stack = stack;
    }

    /**
     * Makes a company with one office in each of the area codes, and a token.
     *
     * @param fallback the area code that every office falls back on
     * @param licences how many there are at first
     */
    public Tenant newTenant(
            UUID id, List<String> areaCodes, String fallback, Shortage shortage, int licences)
            throws IOException {
        String company = stack.provisionerAdminUrls().getFirst() + "/admin/v1/companies/" + id;
        send(
                "PUT",
                company,
                JSON.createObjectNode()
                        .put("name", "Company " + id)
                        .put("onLicenceShortage", shortage.name()));
        send(
                "PUT",
                company + "/licences/voice",
                JSON.createObjectNode().put("total", licences).put("isDefault", true));
        for (int i = 0; i < areaCodes.size(); i++) {
            ObjectNode office =
                    JSON.createObjectNode()
                            .put("name", officeIn(areaCodes.get(i)))
                            .put("country", "US")
                            .put("areaCode", areaCodes.get(i))
                            .put("isDefault", i == 0);
            office.putArray("fallbackAreaCodes").add(fallback);
            send("PUT", company + "/offices/" + UUID.randomUUID(), office);
        }
        JsonNode token =
                send("POST", company + "/tokens", JSON.createObjectNode().put("name", "faults"));
        return new Tenant(
                id,
                token.path("token").asString(),
                areaCodes.stream().map(AdminClient::officeIn).toList(),
                shortage);
    }

    private static String officeIn(String areaCode) {
        return "Office " + areaCode;
    }

    /**
     * Imports numbers of an area code for all companies; the same again does no harm.
     *
     * @param instance which number service is asked
     * @param first the first one's place in the area code, from 0
     * @throws IOException where it was not done, or perhaps not
     */
    public void importNumbers(int instance, String areaCode, int first, int count)
            throws IOException {
        List<URI> services = stack.numberServiceAdminUrls();
        String csv =
                IntStream.range(first, first + count)
                        .mapToObj(
                                i ->
                                        "+1%s%03d%04d"
                                                .formatted(areaCode, 622 + i / 10_000, i % 10_000))
                        .collect(Collectors.joining("\n", "number\n", "\n"));
        send(
                "POST",
                services.get(instance % services.size()) + "/admin/v1/numbers",
                "text/csv",
                csv);
    }

    private JsonNode send(String method, String url, ObjectNode body) throws IOException {
        return send(method, url, "application/json", body.toString());
    }

    private JsonNode send(String method, String url, String mediaType, String body)
            throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + stack.secrets().of("admin-token"))
                        .header("Content-Type", mediaType)
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException(
                        "%s %s was answered %d: %s"
                                .formatted(method, url, answer.statusCode(), answer.body()));
            }
            return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted", e);
        }
    }
}
