package dev.switchboard.localstack;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A company to try things with: two offices, fictitious numbers (555-0100 to 555-0199) in their
 * area codes, and a token. Made by the admin APIs, as a real one is.
 */
public final class DemoCompany {

    /** Its token, in the stack's secrets: the services themselves keep no more than its hash. */
    public static final String TOKEN = "demo-scim-token";

    private static final String COMPANY = "11111111-1111-4111-8111-111111111111";
    private static final List<Place> OFFICES =
            List.of(
                    new Place("22222222-2222-4222-8222-222222222222", "New York", "212", true),
                    new Place(
                            "33333333-3333-4333-8333-333333333333", "San Francisco", "415", false));
    private static final JsonMapper JSON = new JsonMapper();

    private final LocalStack stack;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private record Place(String id, String name, String areaCode, boolean isDefault) {}

    public DemoCompany(LocalStack stack) {
        this.stack = stack;
    }

    /** Makes what is missing of it. */
    public void ensure() {
        if (stack.secrets().find(TOKEN).isPresent()) {
            return;
        }
        URI provisioner = stack.provisionerAdminUrls().getFirst();
        String company = provisioner + "/admin/v1/companies/" + COMPANY;
        send(
                "PUT",
                company,
                "application/json",
                JSON.createObjectNode().put("name", "Example Corp").toString());
        for (Place office : OFFICES) {
            send(
                    "PUT",
                    company + "/offices/" + office.id,
                    "application/json",
                    JSON.createObjectNode()
                            .put("name", office.name)
                            .put("country", "US")
                            .put("areaCode", office.areaCode)
                            .put("isDefault", office.isDefault)
                            .toString());
        }
        send(
                "POST",
                stack.numberServiceAdminUrls().getFirst() + "/admin/v1/numbers",
                "text/csv",
                numbers());
        String token =
                send(
                        "POST",
                        company + "/tokens",
                        "application/json",
                        JSON.createObjectNode().put("name", "demo").toString());
        stack.secrets().keep(TOKEN, JSON.readTree(token).path("token").asString());
    }

    private static String numbers() {
        return OFFICES.stream()
                .flatMap(
                        office ->
                                IntStream.range(100, 200)
                                        .mapToObj(i -> "+1%s5550%d".formatted(office.areaCode, i)))
                .collect(Collectors.joining("\n", "number\n", "\n"));
    }

    private String send(String method, String url, String mediaType, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + stack.secrets().of("admin-token"))
                        .header("Content-Type", mediaType)
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new StackException(
                        "The demo company cannot be made: %s %s was answered %d: %s"
                                .formatted(method, url, answer.statusCode(), answer.body()));
            }
            return answer.body();
        } catch (IOException e) {
            throw new StackException("The demo company cannot be made: " + url + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
