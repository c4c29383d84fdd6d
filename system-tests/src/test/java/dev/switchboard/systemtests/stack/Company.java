package dev.switchboard.systemtests.stack;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.joining;

import dev.switchboard.localstack.demo.Dialect;
import dev.switchboard.localstack.demo.ExampleUser;
import dev.switchboard.localstack.demo.Exchange;
import dev.switchboard.localstack.demo.OktaClient;
import dev.switchboard.localstack.demo.ScimEndpoint;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A company of a test's own, with its own token, offices and numbers, so that tests do not see each
 * other. Area codes are to differ between tests, since each has a hundred fictitious numbers only.
 */
public final class Company {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Stack stack;
    private final AdminApi admin;
    private final UUID id = UUID.randomUUID();
    private final String tag = id.toString().substring(0, 8);
    private final AtomicInteger offices = new AtomicInteger();
    private final AtomicInteger users = new AtomicInteger();
    private final String token;

    /** Makes a company and a token for it. */
    public Company(Stack stack) {
        this.stack = stack;
        this.admin = new AdminApi(stack.adminToken());
        admin.put(inCompany(""), JSON.createObjectNode().put("name", "Company " + tag));
        this.token =
                admin.post(inCompany("/tokens"), JSON.createObjectNode().put("name", "test"))
                        .path("token")
                        .asString("");
        assertThat(token).as("the new token").matches("sbt_[A-Za-z0-9_-]{43}");
    }

    public UUID id() {
        return id;
    }

    /** Makes an office; the first one is the company's default. */
    public Company withOffice(String name, String areaCode) {
        ObjectNode office =
                JSON.createObjectNode()
                        .put("name", name)
                        .put("country", "US")
                        .put("areaCode", areaCode)
                        .put("isDefault", offices.getAndIncrement() == 0);
        admin.put(inCompany("/offices/" + UUID.randomUUID()), office);
        return this;
    }

    /**
     * Imports fictitious numbers, 555-0100 and up, for this company only.
     *
     * @param first the first one's place among the hundred, from 0
     */
    public Company withNumbers(String areaCode, int first, int count) {
        return importing(areaCode, first, count, id.toString());
    }

    /** Imports such numbers into the shared pool, of which any company may be given some. */
    public Company withSharedNumbers(String areaCode, int first, int count) {
        return importing(areaCode, first, count, "");
    }

    private Company importing(String areaCode, int first, int count, String owner) {
        String csv =
                IntStream.range(first, first + count)
                        .mapToObj(i -> "+1%s555%04d,%s".formatted(areaCode, 100 + i, owner))
                        .collect(joining("\n", "number,companyId\n", "\n"));
        JsonNode answer =
                admin.postCsv(URI.create(stack.numbersAdmin() + "/admin/v1/numbers"), csv);
        assertThat(answer.path("imported").asInt(-1)).as("imported: %s", answer).isEqualTo(count);
        return this;
    }

    /** Lets users wait where no licence is left. */
    public Company whoseUsersWaitForLicences() {
        admin.put(
                inCompany(""),
                JSON.createObjectNode()
                        .put("name", "Company " + tag)
                        .put("onLicenceShortage", "WAIT"));
        return this;
    }

    /** Sets how many licences of a kind there are; returns whether so few were allowed. */
    public boolean setLicences(String type, int total) {
        return admin.isDone(
                "PUT", inCompany("/licences/" + type), JSON.createObjectNode().put("total", total));
    }

    /** Takes a user's number by hand; returns whether the number service knew of the user. */
    public boolean releaseByHand(String userId) {
        return admin.isDone("DELETE", numberOf(userId), JSON.createObjectNode());
    }

    /** Gives a user a number by hand, by the rule; returns whether that was possible. */
    public boolean assignByHand(String userId) {
        return admin.isDone("PUT", numberOf(userId), JSON.createObjectNode());
    }

    private URI numberOf(String userId) {
        return URI.create(stack.numbersAdmin() + "/admin/v1/users/" + userId + "/number");
    }

    /** What an admin types into Okta to reach the first (0) or the second (1) gateway. */
    public ScimEndpoint endpoint(int gateway) {
        return new ScimEndpoint(stack.scimBaseUrls().get(gateway), token);
    }

    /** An Okta that knocks at the first (0) or the second (1) gateway. */
    public OktaClient okta(int gateway) {
        return new OktaClient(endpoint(gateway), Dialect.PATCH);
    }

    /** Somebody new, in the office of that name. */
    public ExampleUser newUser(@Nullable String officeName) {
        int n = users.incrementAndGet();
        return new ExampleUser(
                "User.%d.%s@example.com".formatted(n, tag), "User", "No" + n, officeName);
    }

    /** All users of the company, read as Okta's import reads them: by pages of a hundred. */
    public List<JsonNode> importUsers(OktaClient okta) {
        List<JsonNode> imported = new ArrayList<>();
        int total;
        do {
            Exchange page = okta.importPage(imported.size() + 1);
            assertThat(page.status()).as("import: %s", page.body()).isEqualTo(200);
            JsonNode list = page.json();
            total = list.path("totalResults").asInt(-1);
            int before = imported.size();
            imported.addAll(list.path("Resources").values());
            if (imported.size() == before) {
                break;
            }
        } while (imported.size() < total);
        assertThat(imported).as("users of the import").hasSize(total);
        return imported;
    }

    private URI inCompany(String path) {
        return URI.create(stack.provisionerAdmin() + "/admin/v1/companies/" + id + path);
    }
}
