package dev.switchboard.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.localstack.demo.Exchange;
import dev.switchboard.localstack.demo.OktaClient;
import dev.switchboard.systemtests.stack.Company;
import dev.switchboard.systemtests.stack.Service;
import dev.switchboard.systemtests.stack.Stack;
import dev.switchboard.systemtests.stack.Stack.ManagementAnswer;
import dev.switchboard.systemtests.stack.StackExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/**
 * A token opens its own port and no other, and each port serves its own paths only: SCIM for Okta,
 * the admin APIs for operators, health and metrics for the monitor.
 */
@ExtendWith(StackExtension.class)
@Timeout(180)
final class PortsIT {

    private static final String AREA_CODE = "518";
    private static final String NO_TOKEN = "";

    /** Spring Boot's endpoints that would tell or change something. */
    private static final List<String> ACTUATORS =
            List.of(
                    "auditevents",
                    "beans",
                    "caches",
                    "conditions",
                    "configprops",
                    "env",
                    "flyway",
                    "heapdump",
                    "httpexchanges",
                    "info",
                    "loggers",
                    "logfile",
                    "mappings",
                    "metrics",
                    "refresh",
                    "restart",
                    "sbom",
                    "scheduledtasks",
                    "shutdown",
                    "startup",
                    "threaddump");

    private final Stack stack;
    private final Company company;
    private final String scimToken;

    PortsIT(Stack stack) {
        this.stack = stack;
        this.company = new Company(stack).withOffice("Albany", AREA_CODE);
        this.scimToken = company.endpoint(0).token();
    }

    @Test
    void aScimTokenGivesNothingAtTheAdminPorts() throws Exception {
        URI provisioner = stack.provisionerAdmin();
        URI numbers = stack.numbersAdmin();
        String ofCompany = provisioner + "/admin/v1/companies/" + company.id();
        String asItWas = ask("GET", ofCompany, stack.adminToken(), "").body();
        String tokens = ask("GET", ofCompany + "/tokens", stack.adminToken(), "").body();
        assertThat(asItWas).contains(company.id().toString());
        assertThat(tokens).contains("\"test\"");

        for (String token : List.of(scimToken, NO_TOKEN)) {
            assertNotLetIn(ask("GET", ofCompany, token, ""));
            assertNotLetIn(ask("PUT", ofCompany, token, "{\"name\":\"Taken over\"}"));
            assertNotLetIn(ask("POST", ofCompany + "/tokens", token, "{\"name\":\"own\"}"));
            assertNotLetIn(ask("GET", provisioner + "/admin/v1/companies", token, ""));
            assertNotLetIn(ask("GET", numbers + "/admin/v1/numbers", token, ""));
            assertNotLetIn(
                    ask("POST", numbers + "/admin/v1/numbers", token, "number\n+15185550100\n"));
            for (URI port : List.of(provisioner, numbers)) {
                assertNotLetIn(ask("GET", port + "/admin/v1/dead-letters", token, ""));
                assertNotLetIn(ask("GET", port + "/admin/v1/no-such-thing", token, ""));
                assertNotLetIn(ask("GET", port + "/scim/v2/Users", token, ""));
                assertNotLetIn(ask("GET", port + "/actuator/health", token, ""));
            }
        }

        assertThat(ask("GET", ofCompany, stack.adminToken(), "").body()).isEqualTo(asItWas);
        assertThat(ask("GET", ofCompany + "/tokens", stack.adminToken(), "").body())
                .isEqualTo(tokens);
        assertThat(status(numbers + "/admin/v1/numbers/+15185550100", stack.adminToken()))
                .isEqualTo(404);
    }

    @Test
    void theAdminPortsServeNeitherScimNorActuators() throws Exception {
        for (URI port : List.of(stack.provisionerAdmin(), stack.numbersAdmin())) {
            assertThat(status(port + "/admin/v1/dead-letters", stack.adminToken())).isEqualTo(200);
            for (String path :
                    List.of(
                            "/scim/v2/Users",
                            "/scim/v2/ServiceProviderConfig",
                            "/actuator",
                            "/actuator/health",
                            "/actuator/prometheus")) {
                assertThat(status(port + path, stack.adminToken())).as(port + path).isEqualTo(404);
            }
        }
    }

    @Test
    void anAdminTokenGivesNothingAtTheScimPort() throws Exception {
        for (URI scim : stack.scimBaseUrls()) {
            String user =
                    JsonMapper.shared().writeValueAsString(company.newUser("Albany").toBody());
            for (HttpResponse<String> answer :
                    List.of(
                            ask("GET", scim + "/Users", stack.adminToken(), ""),
                            ask("POST", scim + "/Users", stack.adminToken(), user),
                            ask("GET", scim + "/ServiceProviderConfig", stack.adminToken(), ""))) {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate"))
                        .hasValueSatisfying(c -> assertThat(c).contains("invalid_token"));
                JsonNode error = JsonMapper.shared().readTree(answer.body());
                assertThat(error.path("schemas").path(0).asString(""))
                        .isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
                assertThat(error.path("status").asString("")).isEqualTo("401");
                assertThat(error.path("detail").asString("")).contains("token is not valid");
            }
        }
        try (OktaClient okta = company.okta(0)) {
            Exchange all = okta.importPage(1);
            assertThat(all.status()).isEqualTo(200);
            assertThat(all.json().path("totalResults").asInt(-1)).isZero();
        }
    }

    @Test
    void theScimPortServesNeitherAdminApiNorActuators() throws Exception {
        URI scim = stack.scimBaseUrls().getFirst();
        assertThat(status(scim + "/Users", scimToken)).isEqualTo(200);

        for (String token : List.of(scimToken, stack.adminToken(), NO_TOKEN)) {
            for (String path :
                    List.of(
                            "/admin/v1/companies",
                            "/admin/v1/companies/" + company.id(),
                            "/admin/v1/numbers",
                            "/actuator",
                            "/actuator/health",
                            "/actuator/prometheus")) {
                assertThat(status(scim.resolve(path).toString(), token)).as(path).isEqualTo(404);
            }
        }
    }

    @Test
    void theManagementPortsServeHealthAndMetricsOnly() {
        for (String token : List.of(scimToken, stack.adminToken())) {
            assertStatusOfAll(200, "/actuator/health", token);
            assertStatusOfAll(200, "/actuator/prometheus", token);
            assertStatusOfAll(404, "/scim/v2/Users", token);
            assertStatusOfAll(404, "/scim/v2/ServiceProviderConfig", token);
            assertStatusOfAll(404, "/admin/v1/companies", token);
            assertStatusOfAll(404, "/admin/v1/numbers", token);
            assertStatusOfAll(404, "/admin/v1/dead-letters", token);
        }
        ACTUATORS.forEach(each -> assertStatusOfAll(404, "/actuator/" + each, stack.adminToken()));
        assertThat(stack.askManagement("/actuator", stack.adminToken()))
                .allSatisfy(
                        answer ->
                                assertThat(
                                                JsonMapper.shared()
                                                        .readTree(answer.body())
                                                        .path("_links")
                                                        .propertyNames())
                                        .as(answer.toString())
                                        .containsExactlyInAnyOrder(
                                                "self", "health", "health-path", "prometheus"));
    }

    private void assertStatusOfAll(int status, String path, String token) {
        List<ManagementAnswer> answers = stack.askManagement(path, token);
        assertThat(answers).extracting(ManagementAnswer::service).contains(Service.values());
        assertThat(answers)
                .allSatisfy(
                        answer ->
                                assertThat(answer.status())
                                        .as("%s at %s", path, answer.service())
                                        .isEqualTo(status));
    }

    /** As an admin API says it (RFC 9457, RFC 6750 section 3). */
    private static void assertNotLetIn(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as("%s: %s", answer.uri(), answer.body()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(c -> assertThat(c).startsWith("Bearer realm=\"admin\""));
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(t -> assertThat(t).startsWith("application/problem+json"));
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("status").asInt(-1)).isEqualTo(401);
        assertThat(problem.path("detail").asString("")).contains("admin token");
        assertThat(problem.propertyNames()).containsExactly("title", "status", "detail");
    }

    private static int status(String url, String token) throws IOException, InterruptedException {
        return ask("GET", url, token, "").statusCode();
    }

    private static HttpResponse<String> ask(String method, String url, String token, String body)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(url))
                            .timeout(Users.PATIENCE)
                            .header(
                                    "Content-Type",
                                    body.startsWith("{") ? "application/json" : "text/csv")
                            .method(method, BodyPublishers.ofString(body));
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }
}
