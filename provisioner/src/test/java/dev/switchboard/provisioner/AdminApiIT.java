package dev.switchboard.provisioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.userstore.ApiTokens;
import dev.switchboard.userstore.Companies;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

@Timeout(60)
final class AdminApiIT {

    private final HttpClient http = HttpClient.newHttpClient();
    private final UUID company = MessageIds.next();
    private final String path = "/admin/v1/companies/" + company;
    private final JsonMapper json = JsonMapper.shared();

    @Test
    void setsUpACompanyTwiceWithoutHarm() throws Exception {
        String office = path + "/offices/" + MessageIds.next();
        String body =
                "{\"name\":\"Paris\",\"country\":\"FR\",\"areaCode\":\"212\",\"isDefault\":true}";

        for (int i = 0; i < 2; i++) {
            assertThat(send("PUT", path, "{\"name\":\"Example\"}").statusCode())
                    .isEqualTo(i == 0 ? 201 : 200);
            assertThat(send("PUT", office, body).statusCode()).isEqualTo(200);
        }

        JsonNode offices = json.readTree(send("GET", path + "/offices", null).body());
        assertThat(offices.size()).isEqualTo(1);
        assertThat(offices.get(0).path("name").asString()).isEqualTo("Paris");
    }

    @Test
    void hasOneDefaultOffice() throws Exception {
        send("PUT", path, "{\"name\":\"Example\"}");
        for (String name : new String[] {"One", "Two"}) {
            send(
                    "PUT",
                    path + "/offices/" + MessageIds.next(),
                    "{\"name\":\"%s\",\"country\":\"US\",\"areaCode\":\"212\",\"isDefault\":true}"
                            .formatted(name));
        }

        JsonNode offices = json.readTree(send("GET", path + "/offices", null).body());

        assertThat(offices.get(0).path("isDefault").asBoolean()).isFalse();
        assertThat(offices.get(1).path("isDefault").asBoolean()).isTrue();
    }

    @Test
    void makesTheFirstOfficeTheDefaultUnlessToldOtherwise() throws Exception {
        send("PUT", path, "{\"name\":\"Example\"}");
        String unsaid = "{\"name\":\"%s\",\"areaCode\":\"646\"}";

        assertThat(
                        send("PUT", path + "/offices/" + MessageIds.next(), unsaid.formatted("One"))
                                .body())
                .contains("\"isDefault\":true");
        assertThat(
                        send("PUT", path + "/offices/" + MessageIds.next(), unsaid.formatted("Two"))
                                .body())
                .contains("\"isDefault\":false");

        String other = "/admin/v1/companies/" + MessageIds.next();
        send("PUT", other, "{\"name\":\"Other\"}");
        assertThat(
                        send(
                                        "PUT",
                                        other + "/offices/" + MessageIds.next(),
                                        "{\"name\":\"One\",\"areaCode\":\"212\",\"isDefault\":false}")
                                .body())
                .contains("\"isDefault\":false");
    }

    @Test
    void keepsADefaultOfficeUntilAnotherIsOne() throws Exception {
        send("PUT", path, "{\"name\":\"Example\"}");
        String one = path + "/offices/" + MessageIds.next();
        String two = path + "/offices/" + MessageIds.next();
        String said = "{\"name\":\"%s\",\"areaCode\":\"212\",\"isDefault\":%s}";
        String unsaid = "{\"name\":\"%s\",\"areaCode\":\"646\"}";
        send("PUT", one, said.formatted("One", true));

        assertThat(send("PUT", one, said.formatted("One", false)).statusCode())
                .as("as it can be removed while it is the only one")
                .isEqualTo(200);
        send("PUT", one, said.formatted("One", true));
        assertThat(send("PUT", two, unsaid.formatted("Two")).body())
                .contains("\"isDefault\":false");
        assertThat(send("PUT", one, unsaid.formatted("One")).body()).contains("\"isDefault\":true");
        HttpResponse<String> refused = send("PUT", one, said.formatted("One", false));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body())
                .contains("'One' is the default office: make another one the default first.");

        send("PUT", two, said.formatted("Two", true));
        assertThat(send("PUT", one, said.formatted("One", false)).statusCode()).isEqualTo(200);
        assertThat(send("PUT", two, unsaid.formatted("Two")).body()).contains("\"isDefault\":true");
    }

    @Test
    void changesNothingWhereAnOfficeIsAnothersCompany() throws Exception {
        send("PUT", path, "{\"name\":\"Example\"}");
        String office =
                "{\"name\":\"One\",\"country\":\"US\",\"areaCode\":\"212\",\"isDefault\":true}";
        UUID foreign = MessageIds.next();
        String other = "/admin/v1/companies/" + MessageIds.next();
        send("PUT", other, "{\"name\":\"Other\"}");
        send("PUT", other + "/offices/" + foreign, office);
        send("PUT", path + "/offices/" + MessageIds.next(), office);

        int status =
                send("PUT", path + "/offices/" + foreign, office.replace("One", "Two"))
                        .statusCode();

        assertThat(status).isEqualTo(409);
        JsonNode offices = json.readTree(send("GET", path + "/offices", null).body());
        assertThat(offices.size()).isEqualTo(1);
        assertThat(offices.get(0).path("isDefault").asBoolean()).isTrue();
    }

    @Test
    void leavesALineForEachChangeWithIdsOnly() throws Exception {
        send("PUT", path, "{\"name\":\"Example\"}");
        Logger log =
                (Logger) LoggerFactory.getLogger("dev.switchboard.pipeline.admin.AdminActions");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        log.addAppender(lines);
        try {
            send("PUT", path + "/licences/Ada%20Lovelace", "{\"total\":1}");
            send("DELETE", path + "/offices/" + company, null);
            send("GET", path + "/offices", null);
            send("DELETE", path + "/tokens/" + company, null);

            // A line is written when its answer is sent.
            await().untilAsserted(
                            () ->
                                    assertThat(List.copyOf(lines.list))
                                            .extracting(ILoggingEvent::getFormattedMessage)
                                            .filteredOn(line -> line.contains(company.toString()))
                                            .containsExactly(
                                                    "Admin API: PUT /admin/v1/companies/{companyId}/licences/{type} answered 200 {companyId=%s}"
                                                            .formatted(company),
                                                    "Admin API: DELETE /admin/v1/companies/{companyId}/offices/{officeId} answered 404 {companyId=%1$s, officeId=%1$s}"
                                                            .formatted(company),
                                                    "Admin API: DELETE /admin/v1/companies/{companyId}/tokens/{tokenId} answered 404 {companyId=%1$s, tokenId=%1$s}"
                                                            .formatted(company)));
        } finally {
            log.detachAppender(lines);
        }
    }

    @Test
    void countsWhoComesWithoutTheAdminToken() throws Exception {
        MeterRegistry meters = RunningProvisioner.shared().getBean(MeterRegistry.class);
        Counter wrong =
                meters.get("switchboard.admin.requests.refused").tag("reason", "invalid").counter();
        double before = wrong.count();

        assertThat(request("GET", path, null, "wrong").statusCode()).isEqualTo(401);

        assertThat(wrong.count()).isGreaterThan(before);
    }

    @Test
    void refusesWhatTheDatabaseCannotHold() throws Exception {
        assertThat(send("PUT", path, "{\"name\":\"a\\u0000b\"}").statusCode()).isEqualTo(400);
    }

    @Test
    void showsATokenOnceAndRevokesIt() throws Exception {
        send("PUT", path, "{\"name\":\"Example\"}");
        HttpResponse<String> made = send("POST", path + "/tokens", "{\"name\":\"Okta\"}");
        JsonNode token = json.readTree(made.body());
        String secret = token.path("token").asString();
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(US_ASCII));
        var tokens = new ApiTokens(RunningProvisioner.shared().getBean(JdbcClient.class));

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(secret).matches("sbt_[A-Za-z0-9_-]{43}");
        assertThat(tokens.find(sha256))
                .hasValueSatisfying(t -> assertThat(t.companyId()).isEqualTo(company));
        assertThat(send("GET", path + "/tokens", null).body()).doesNotContain(secret);

        HttpResponse<String> revoked =
                send("DELETE", path + "/tokens/" + token.path("id").asString(), null);
        assertThat(revoked.statusCode()).isEqualTo(204);
        assertThat(tokens.find(sha256)).isEmpty();
    }

    @Test
    void saysWhatIsWrongAsProblem() throws Exception {
        send("PUT", path, "{\"name\":\"Example\"}");

        HttpResponse<String> badCode =
                send(
                        "PUT",
                        path + "/offices/" + MessageIds.next(),
                        "{\"name\":\"X\",\"country\":\"US\",\"areaCode\":\"12\"}");
        HttpResponse<String> nobody =
                send(
                        "POST",
                        "/admin/v1/companies/" + MessageIds.next() + "/tokens",
                        "{\"name\":\"x\"}");
        HttpResponse<String> past =
                send(
                        "POST",
                        path + "/tokens",
                        "{\"name\":\"x\",\"expiresAt\":\"2001-01-01T00:00:00Z\"}");

        assertThat(badCode.statusCode()).isEqualTo(400);
        assertThat(badCode.headers().firstValue("content-type"))
                .hasValue("application/problem+json");
        assertThat(badCode.body()).contains("'areaCode' is '12'");
        assertThat(nobody.statusCode()).isEqualTo(404);
        assertThat(past.statusCode()).isEqualTo(400);
    }

    @Test
    void rotatesATokenWithOverlap() throws Exception {
        send("PUT", path, "{\"name\":\"Example\"}");
        JsonNode old =
                json.readTree(
                        send("POST", path + "/tokens", "{\"name\":\"Okta\",\"readOnly\":true}")
                                .body());
        String tokens = path + "/tokens/" + old.path("id").asString();

        HttpResponse<String> rotated =
                send("POST", tokens + "/rotate", "{\"overlapSeconds\":3600}");

        assertThat(rotated.statusCode()).isEqualTo(201);
        JsonNode fresh = json.readTree(rotated.body());
        assertThat(fresh.path("token").asString()).isNotEqualTo(old.path("token").asString());
        JsonNode listed = json.readTree(send("GET", path + "/tokens", null).body());
        assertThat(listed.get(0).path("expiresAt").asString())
                .isLessThan(old.path("expiresAt").asString());
        assertThat(listed.get(1).path("name").asString()).isEqualTo("Okta");
        assertThat(listed.get(1).path("readOnly").asBoolean()).isTrue();
        assertThat(listed.get(1).path("lastUsedAt").isNull()).isTrue();

        send("DELETE", tokens, null);
        assertThat(send("POST", tokens + "/rotate", null).statusCode()).isEqualTo(409);
    }

    @Test
    void keepsPlanAndPoliciesAndChangesOnlyWhatIsGiven() throws Exception {
        send("PUT", path, "{\"name\":\"Example\",\"onLicenceShortage\":\"wait\"}");

        JsonNode changed = json.readTree(send("PUT", path, "{\"plan\":\"standard\"}").body());

        assertThat(changed.path("onLicenceShortage").asString()).isEqualTo("WAIT");
        assertThat(changed.path("plan").asString()).isEqualTo("standard");
        assertThat(changed.path("scimProvisioning").asBoolean()).isFalse();
        HttpResponse<String> unknown = send("PUT", path, "{\"plan\":\"gold\"}");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("'gold'").contains("enterprise");
        HttpResponse<String> mistyped = send("PUT", path, "{\"plna\":\"pro\"}");
        assertThat(mistyped.statusCode()).isEqualTo(400);
        assertThat(mistyped.body()).contains("no field 'plna'");
        assertThat(send("PUT", path, "{\"officeMismatch\":\"maybe\"}").body())
                .contains("DEFAULT_OFFICE, FIRST_IN_COUNTRY, REJECT");
    }

    @Test
    void undoesNoChangeThatComesAtTheSameTime() throws Exception {
        send("PUT", path, "{\"name\":\"Example\"}");
        Companies companies = RunningProvisioner.shared().getBean(Companies.class);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        RunningProvisioner.shared()
                .getBean(TransactionTemplate.class)
                .executeWithoutResult(
                        _ -> {
                            companies.lock(company);
                            Stream.of(
                                            "{\"country\":\"CA\"}",
                                            "{\"onLicenceShortage\":\"wait\"}",
                                            "{\"plan\":\"standard\"}")
                                    .forEach(body -> answers.add(later("PUT", path, body)));
                            // Whoever can do without the lock is done a moment later.
                            await().pollDelay(Duration.ofSeconds(1))
                                    .until(() -> waitForSettings() >= 2);
                        });
        for (var answer : answers) {
            assertThat(answer.join().statusCode()).isEqualTo(200);
        }

        assertThat(send("GET", path, null).body())
                .contains(
                        "\"country\":\"CA\"",
                        "\"onLicenceShortage\":\"WAIT\"",
                        "\"plan\":\"standard\"");
    }

    @Test
    void looksAtNobodyAgainForWhatOnlyGatewaysSee() throws Exception {
        send("PUT", path, "{\"name\":\"Example\"}");
        long before = settingsVersion();

        send("PUT", path, "{\"plan\":\"standard\",\"name\":\"Sample\"}");
        assertThat(settingsVersion()).isEqualTo(before);
        send("PUT", path, "{\"country\":\"CA\"}");
        assertThat(settingsVersion()).isEqualTo(before + 1);
        send(
                "PUT",
                path + "/offices/" + MessageIds.next(),
                "{\"name\":\"One\",\"areaCode\":\"212\"}");
        assertThat(settingsVersion()).isEqualTo(before + 2);
    }

    @Test
    void leavesNothingOfACompanyThatCannotBe() throws Exception {
        assertThat(send("PUT", path, "{\"name\":\"Example\",\"plan\":\"gold\"}").statusCode())
                .isEqualTo(400);
        assertThat(send("GET", path, null).statusCode()).isEqualTo(404);
    }

    private long settingsVersion() {
        return RunningProvisioner.shared()
                .getBean(JdbcClient.class)
                .sql("select settings_version from users.company where id = ?")
                .param(company)
                .query(Long.class)
                .single();
    }

    private static long waitForSettings() {
        return RunningProvisioner.shared()
                .getBean(JdbcClient.class)
                .sql(
                        "select count(*) from pg_locks where locktype = 'advisory' and classid = 782519016 and not granted")
                .query(Long.class)
                .single();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=-1000000000-01-01T00:00:00Z",
                "from=1969-12-31T23:59:59Z",
                "to=%2B10000-01-01T00:00:00Z",
                "to=%2B1000000000-12-31T23:59:59.999999999Z"
            })
    void looksForNoRequestBeforeOrAfterAllTime(String query) throws Exception {
        send("PUT", path, "{\"name\":\"Example\"}");

        HttpResponse<String> answer = send("GET", path + "/requests?" + query, null);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "'%s' is '%s'; it must be from 1970-01-01T00:00:00Z"
                                .formatted(
                                        query.substring(0, query.indexOf('=')),
                                        query.substring(query.indexOf('=') + 1)
                                                .replace("%2B", "+")));
        assertThat(
                        send(
                                        "GET",
                                        path
                                                + "/requests?from=1970-01-01T00:00:00Z&to=9999-12-31T23:59:59.999Z",
                                        null)
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void keepsLicencesWithinWhatIsPossible() throws Exception {
        send("PUT", path, "{\"name\":\"Example\"}");

        assertThat(send("PUT", path + "/licences/voice", "{\"total\":7}").body())
                .contains("\"total\":7");
        assertThat(send("PUT", path + "/licences/Contact%20Center", "{}").statusCode())
                .as("reads like contact_center")
                .isEqualTo(409);
        assertThat(send("PUT", path + "/licences/voice", "{\"total\":-1}").statusCode())
                .isEqualTo(400);
        assertThat(send("DELETE", path + "/licences/voice", null).statusCode()).isEqualTo(409);
        assertThat(send("DELETE", path + "/licences/sales", null).statusCode()).isEqualTo(204);
        assertThat(send("DELETE", path + "/licences/sales", null).statusCode()).isEqualTo(404);
    }

    @Test
    void wantsAMappingToNameAGroupAndAnEffect() throws Exception {
        send("PUT", path, "{\"name\":\"Example\"}");
        String mapping = path + "/group-mappings/" + MessageIds.next();

        assertThat(send("PUT", mapping, "{\"displayName\":\"A\"}").statusCode()).isEqualTo(400);
        assertThat(send("PUT", mapping, "{\"licenceType\":\"voice\"}").statusCode()).isEqualTo(400);
        assertThat(
                        send(
                                        "PUT",
                                        mapping,
                                        "{\"displayName\":\"A\",\"officeId\":\"%s\"}"
                                                .formatted(MessageIds.next()))
                                .body())
                .contains("no office of this company");
        assertThat(send("PUT", mapping, "{\"displayName\":\"A\",\"licenceType\":\"Voice\"}").body())
                .contains("\"licenceType\":\"voice\"");
    }

    @Test
    void showsItsOwnDescription() throws Exception {
        HttpResponse<String> document = send("GET", "/admin/v1/openapi.yaml", null);

        assertThat(document.statusCode()).isEqualTo(200);
        assertThat(document.body()).startsWith("openapi: 3.1.0");
    }

    @Test
    void letsNobodyInWithoutTheToken() throws Exception {
        assertThat(request("GET", path, null, null).statusCode()).isEqualTo(401);
        assertThat(request("GET", path, null, "wrong").statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> send(String method, String uri, @Nullable String body)
            throws IOException, InterruptedException {
        return request(method, uri, body, RunningProvisioner.ADMIN_TOKEN);
    }

    private CompletableFuture<HttpResponse<String>> later(String method, String uri, String body) {
        return http.sendAsync(
                built(method, uri, body, RunningProvisioner.ADMIN_TOKEN), BodyHandlers.ofString());
    }

    private HttpResponse<String> request(
            String method, String uri, @Nullable String body, @Nullable String token)
            throws IOException, InterruptedException {
        return http.send(built(method, uri, body, token), BodyHandlers.ofString());
    }

    private static HttpRequest built(
            String method, String uri, @Nullable String body, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + RunningProvisioner.port() + uri))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }
}
