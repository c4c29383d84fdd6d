package dev.switchboard.provisioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.RequestsAnswered;
import dev.switchboard.messages.RequestsAnswered.Answered;
import dev.switchboard.messages.Topics;
import dev.switchboard.userstore.Companies;
import dev.switchboard.userstore.RequestLog;
import dev.switchboard.userstore.TokenRow;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** The request log from its topic to the admin who searches it. */
@Timeout(120)
final class RequestLogIT {

    private static Pipeline pipeline;

    private final MessageCodec codec = new MessageCodec();
    private final UUID company = RunningProvisioner.company();
    private final UUID token = MessageIds.next();
    private final UUID ada = MessageIds.next();
    private int made;

    @BeforeAll
    static void open() {
        pipeline = RunningProvisioner.pipeline();
    }

    @AfterAll
    static void close() {
        pipeline.close();
    }

    @Test
    void keepsWhatWasAnsweredOnceAndFindsIt() {
        RunningProvisioner.shared()
                .getBean(Companies.class)
                .insertToken(
                        new TokenRow(
                                token,
                                company,
                                "Okta production",
                                false,
                                Instant.EPOCH,
                                Instant.parse("2100-01-01T00:00:00Z"),
                                null),
                        new byte[32]);
        var message =
                new RequestsAnswered(
                        company,
                        List.of(
                                answered("request-1", 201, null, ada),
                                answered("request-2", 409, "userName 'Ada' is taken.", null),
                                answered("request-3", 200, null, ada)));
        send(message);
        send(message);
        send(new RequestsAnswered(company, List.of(answered("request-4", 404, "Gone.", ada))));

        await().atMost(Duration.ofSeconds(30)).until(() -> ids("requestId=request-4").size() == 1);
        assertThat(ids("")).containsExactly("request-4", "request-3", "request-2", "request-1");
        assertThat(ids("failed=true")).containsExactly("request-4", "request-2");
        assertThat(ids("status=409")).containsExactly("request-2");
        assertThat(ids("resource=" + ada)).containsExactly("request-4", "request-3", "request-1");
        assertThat(ids("text=ada")).containsExactly("request-2");
        assertThat(ids("operation=create&count=2")).containsExactly("request-4", "request-3");
        assertThat(ids("from=2000-01-01T00:00:00Z&to=2001-01-01T00:00:00Z")).isEmpty();
        JsonNode page = find("count=3");
        assertThat(page.at("/requests/0/tokenName").asString()).isEqualTo("Okta production");
        assertThat(ids("count=3&before=" + page.path("next").asString()))
                .containsExactly("request-1");
    }

    @Test
    void takesARefusedTokenForNoUse() {
        Companies companies = RunningProvisioner.shared().getBean(Companies.class);
        byte[] sha256 = new byte[32];
        sha256[0] = 1;
        companies.insertToken(
                new TokenRow(token, company, "Okta", false, Instant.EPOCH, Instant.now(), null),
                sha256);

        send(new RequestsAnswered(company, List.of(answered("refused", 401, "Expired.", null))));
        await().atMost(Duration.ofSeconds(30)).until(() -> ids("").contains("refused"));
        Answered failed = answered("failed", 404, "Gone.", ada);
        send(new RequestsAnswered(company, List.of(failed)));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> companies.tokens(company).getFirst().lastUsedAt() != null);
        assertThat(companies.tokens(company).getFirst().lastUsedAt())
                .isCloseTo(failed.answeredAt(), within(1, ChronoUnit.MILLIS));
    }

    @Test
    void showsNoOtherCompanysRequests() {
        UUID other = RunningProvisioner.company();
        send(new RequestsAnswered(other, List.of(answered("elsewhere", 200, null, ada))));
        send(new RequestsAnswered(company, List.of(answered("here", 200, null, ada))));

        await().atMost(Duration.ofSeconds(30)).until(() -> !ids("").isEmpty());
        assertThat(ids("resource=" + ada)).containsExactly("here");
        assertThat(ids("requestId=elsewhere")).isEmpty();
    }

    @Test
    void forgetsWhatIsOld() {
        send(new RequestsAnswered(company, List.of(answered("old", 200, null, ada))));
        await().atMost(Duration.ofSeconds(30)).until(() -> !ids("").isEmpty());

        RequestLog log = RunningProvisioner.shared().getBean(RequestLog.class);
        assertThat(log.prune(Instant.now().minus(Duration.ofHours(1)), 1000)).isZero();
        assertThat(ids("")).containsExactly("old");
        assertThat(log.prune(Instant.now().plusSeconds(60), 1000)).isPositive();
        assertThat(ids("")).isEmpty();
    }

    @Test
    void leavesOneLetterHoweverOftenAPollComesAgain() throws Exception {
        try (var _ = new FullDisk("request_log", "NEW.request_id = 'held-up'")) {
            RunningProvisioner.sendForOnePoll(
                    pipeline,
                    List.of(
                            new ProducerRecord<>(Topics.REQUEST_LOG, "no-entries", new byte[] {1}),
                            record(
                                    new RequestsAnswered(
                                            company,
                                            List.of(answered("held-up", 200, null, ada))))));
            FullDisk.awaitAttempts(3);
            assertThat(pipeline.deadLetters("no-entries")).isEmpty();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> ids("").equals(List.of("held-up")));
        pipeline.deadLetter("no-entries");
        assertThat(pipeline.deadLetters("no-entries")).hasSize(1);
    }

    private Answered answered(
            String requestId, int status, @Nullable String detail, @Nullable UUID resource) {
        // In order even within one millisecond, which UUIDv7 alone does not promise.
        long millis = Instant.now().toEpochMilli() + made++;
        return new Answered(
                new UUID(millis << 16 | 0x7000L, MessageIds.next().getLeastSignificantBits()),
                requestId,
                Instant.now(),
                1500,
                "POST",
                "/scim/v2/Users",
                null,
                "create",
                status,
                status == 409 ? "uniqueness" : null,
                detail,
                resource,
                token,
                "Okta");
    }

    private void send(RequestsAnswered message) {
        pipeline.send(record(message));
    }

    private ProducerRecord<String, byte[]> record(RequestsAnswered message) {
        UUID id = MessageIds.next();
        return codec.encode(
                new Envelope(
                        id,
                        "/scim-gateway/test",
                        "/Companies/" + message.companyId(),
                        Instant.now(),
                        message.companyId(),
                        id.toString(),
                        null,
                        null,
                        null),
                message,
                message.companyId(),
                null);
    }

    private List<String> ids(String query) {
        return find(query)
                .path("requests")
                .valueStream()
                .map(r -> r.path("requestId").asString())
                .toList();
    }

    private JsonNode find(String query) {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/admin/v1/companies/%s/requests?%s"
                                                .formatted(
                                                        RunningProvisioner.port(), company, query)))
                        .header("Authorization", "Bearer " + RunningProvisioner.ADMIN_TOKEN)
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
