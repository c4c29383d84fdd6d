package dev.switchboard.localstack.admin;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.switchboard.localstack.StackException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the commands ask of an admin API, and what they print of its answers. */
final class AdminCommandsTest {

    private static final String COMPANY = "11111111-1111-4111-8111-111111111111";
    private static final String PATH = "/admin/v1/companies/" + COMPANY;
    private static final String OFFICE = "22222222-2222-4222-8222-222222222222";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> asked = new ArrayList<>();
    private final List<String> queries = new ArrayList<>();
    private final Map<String, String> answers = new HashMap<>();
    private HttpServer server;

    @TempDir private Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        answers.put(
                "GET /admin/v1/companies",
                "[{'id':'%s','name':'Example Corp','plan':'enterprise'}]".formatted(COMPANY));
        answers.put(
                "GET " + PATH + "/offices",
                "[{'id':'%s','companyId':'%s','name':'New York','country':'US','areaCode':'212','fallbackAreaCodes':['646'],'timeZone':null,'isDefault':true,'formerNames':['NYC']}]"
                        .formatted(OFFICE, COMPANY));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void printsATable() {
        assertThat(run("offices", "list", "example corp")).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "ID                                    NAME      COUNTRY  AREA CODE  FALLBACK AREA CODES  TIME ZONE  IS DEFAULT  FORMER NAMES",
                        OFFICE
                                + "  New York  US       212        646                  -          true        NYC");
    }

    @Test
    void changesOfAnOfficeOnlyWhatIsGiven() {
        answers.put("PUT " + PATH + "/offices/" + OFFICE, "{}");

        run("offices", "set", COMPANY, "New York", "--fallback", "332,646", "--rename", "HQ");

        assertThat(body())
                .isEqualTo(
                        json(
                                "{'name':'HQ','country':'US','areaCode':'212','fallbackAreaCodes':['332','646'],'timeZone':null,'isDefault':true}"));
    }

    @Test
    void saysThatTheFirstOfficeIsTheDefault() {
        answers.put("GET " + PATH + "/offices", "[]");
        answers.put("PUT " + PATH + "/offices/*", "{'name':'Boston','isDefault':true}");

        run("offices", "set", COMPANY, "Boston", "--area-code", "617");

        assertThat(body()).isEqualTo(json("{'name':'Boston','areaCode':'617'}"));
        assertThat(err.toString()).contains("the company's first office, and so its default");
    }

    @Test
    void sendsNoNumbersForACompanyThatThereIsNot() throws IOException {
        answers.put("POST /admin/v1/numbers", "{'imported':3,'errorCount':0}");
        Path file = folder.resolve("numbers.csv");
        Files.writeString(
                file,
                "number,companyId\n+12125550100,%s\n+12125550101\n+12125550102,\"%s\"\n+12125550103,%s\n"
                        .formatted(COMPANY, OFFICE, OFFICE));

        assertThat(run("numbers", "import", file.toString())).isEqualTo(1);

        assertThat(err.toString())
                .contains(
                        "Nothing was sent: there is no company of 1 of the ids",
                        "line 4: " + OFFICE);
        assertThat(asked).hasSize(1);

        Files.writeString(file, "+12125550100,%s\n+12125550101\n".formatted(COMPANY));
        assertThat(run("numbers", "import", file.toString())).isZero();
        assertThat(err.toString()).doesNotContain("not checked");

        answers.remove("GET /admin/v1/companies");
        assertThat(run("numbers", "import", file.toString())).isZero();
        assertThat(err.toString()).contains("Whether there are such companies was not checked: ");
    }

    @Test
    void listsWhichTokensOfAllCompaniesEndFirst() {
        answers.put(
                "GET " + PATH + "/tokens",
                "[%s,%s,%s]"
                        .formatted(
                                "{'id':'a','name':'late','expiresAt':'2027-11-25T12:00:00Z'}",
                                "{'id':'b','name':'gone','expiresAt':'2026-12-25T12:00:00Z','revokedAt':'2026-01-01T00:00:00Z'}",
                                "{'id':'c','name':'soon','expiresAt':'2026-12-25T12:00:00Z'}"));

        assertThat(run("tokens", "list")).isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "COMPANY       ID  NAME  EXPIRES AT            LAST USED AT",
                        "Example Corp  c   soon  2026-12-25T12:00:00Z  -",
                        "Example Corp  a   late  2027-11-25T12:00:00Z  -");
    }

    @Test
    void mapsAGroupToAnOfficeByName() {
        answers.put("GET " + PATH + "/group-mappings", "[]");
        answers.put("PUT " + PATH + "/group-mappings/*", "{}");

        run("groups", "map", COMPANY, "Support", "--office", "New York", "--priority", "5");

        assertThat(body())
                .isEqualTo(
                        json(
                                "{'priority':5,'displayName':'Support','officeId':'%s'}"
                                        .formatted(OFFICE)));
    }

    @Test
    void setsALicenceAndAPolicy() {
        answers.put("PUT " + PATH + "/licences/contact%20center", "{}");
        answers.put("PUT " + PATH, "{}");

        run("licences", "set", COMPANY, "contact center", "--total", "5", "--no-number");
        assertThat(body()).isEqualTo(json("{'total':5,'numberIncluded':false}"));

        run("companies", "set", COMPANY, "--on-licence-shortage", "wait");
        assertThat(body()).isEqualTo(json("{'onLicenceShortage':'wait'}"));
    }

    @Test
    void printsATokenAloneOnStandardOutput() {
        answers.put(
                "POST " + PATH + "/tokens",
                "{'id':'i','token':'sbt_secret','expiresAt':'2027-11-24T00:00:00Z'}");

        run("tokens", "create", COMPANY, "Okta", "--read-only");

        assertThat(out.toString()).isEqualTo("sbt_secret" + System.lineSeparator());
        assertThat(err.toString()).contains("valid until 2027-11-24T00:00:00Z");
        assertThat(body()).isEqualTo(json("{'name':'Okta','readOnly':true}"));
    }

    @Test
    void rotatesTheOnlyTokenOfThatNameThatIsValid() {
        answers.put(
                "GET " + PATH + "/tokens",
                "[%s,%s,%s]"
                        .formatted(
                                "{'id':'a','name':'Okta','expiresAt':'2027-01-01T00:00:00Z','revokedAt':'2026-01-01T00:00:00Z'}",
                                "{'id':'e','name':'Okta','expiresAt':'2026-11-25T12:00:00Z','revokedAt':null}",
                                "{'id':'b','name':'Okta','expiresAt':'2027-11-25T12:00:00Z','revokedAt':null}"));
        answers.put("POST " + PATH + "/tokens/b/rotate", "{'id':'c','token':'t','expiresAt':'x'}");

        run("tokens", "rotate", COMPANY, "Okta", "--overlap", "PT1H");

        assertThat(body()).isEqualTo(json("{'overlapSeconds':3600}"));
    }

    @Test
    void rotatesTheTokenThatExpiredLastWhereNoneIsValid() {
        answers.put(
                "GET " + PATH + "/tokens",
                "[%s,%s]"
                        .formatted(
                                "{'id':'a','name':'Okta','expiresAt':'2026-11-25T11:59:59Z','revokedAt':null}",
                                "{'id':'e','name':'Okta','expiresAt':'2025-11-25T12:00:00.5Z','revokedAt':null}"));
        answers.put("POST " + PATH + "/tokens/a/rotate", "{'id':'c','token':'t','expiresAt':'x'}");

        assertThat(run("tokens", "rotate", COMPANY, "Okta")).isZero();
    }

    @Test
    void takesADayOrATimeAsTheEndOfAToken() {
        answers.put("POST " + PATH + "/tokens", "{'id':'i','token':'t','expiresAt':'x'}");

        run("tokens", "create", COMPANY, "Okta", "--expires", "2027-06-30");
        assertThat(body())
                .isEqualTo(
                        json(
                                "{'name':'Okta','readOnly':false,'expiresAt':'2027-06-30T00:00:00Z'}"));
        assertThat(run("tokens", "create", COMPANY, "Okta", "--expires", "tomorrow")).isEqualTo(2);
        assertThat(err.toString()).contains("'tomorrow' is neither a date, as 2027-06-30");
    }

    @Test
    void hasTheUsersOfACompanyToldOfAgain() {
        answers.put("POST " + PATH + "/users/tell-again", "");

        assertThat(run("companies", "tell-again", "example corp")).isZero();

        assertThat(out.toString()).contains("being told of again");
    }

    @Test
    void makesNoSecondCompanyOfTheSameNameByMistake() {
        answers.put("PUT /admin/v1/companies/*", "{}");

        assertThat(run("companies", "create", "example corp")).isEqualTo(1);
        assertThat(err.toString())
                .contains("There is a company 'example corp' already, " + COMPANY);

        assertThat(run("companies", "create", "Example Corp", "--id", OFFICE)).isZero();
        assertThat(run("companies", "create", "Another")).isZero();
    }

    @Test
    void saysInASentenceWhatIsWrong() {
        assertThat(run("offices", "list", "Acme")).isEqualTo(1);
        assertThat(run("companies", "show", COMPANY)).isEqualTo(1);

        assertThat(err.toString().lines())
                .containsExactly(
                        "There is no company 'Acme'; there are [Example Corp].",
                        "Nothing is at %s.".formatted(PATH));
    }

    @Test
    void findsTheRequestsOfACompanyByItsName() {
        answers.put(
                "GET " + PATH + "/requests",
                "{'requests':[%s,%s]}"
                        .formatted(
                                "{'answeredAt':'2026-11-25T11:59:00Z','status':204,'method':'DELETE','path':'/scim/v2/Users/1','durationMicros':1500,'tokenName':'Okta','requestId':'r2'}",
                                "{'answeredAt':'2026-11-25T11:58:00Z','status':409,'scimType':'uniqueness','method':'POST','path':'/scim/v2/Users','durationMicros':79100,'tokenName':'Okta','requestId':'r1','detail':'Taken.'}"));

        assertThat(
                        run(
                                "requests",
                                "--company",
                                "example corp",
                                "--failed",
                                "--since",
                                "2h",
                                "--text",
                                "a+b c"))
                .isZero();

        assertThat(queries.getLast())
                .isEqualTo("from=2026-11-25T10:00:00Z&count=100&failed=true&text=a%2Bb%20c");
        assertThat(out.toString().lines())
                .containsExactly(
                        "2026-11-25T11:58:00Z  409 uniqueness  POST /scim/v2/Users  79.1 ms  token 'Okta'  [r1]",
                        "    Taken.",
                        "2026-11-25T11:59:00Z  204  DELETE /scim/v2/Users/1  1.5 ms  token 'Okta'  [r2]");
    }

    @Test
    void saysSoWhereNoRequestFits() {
        answers.put("GET " + PATH + "/requests", "{'requests':[]}");

        assertThat(run("requests")).isEqualTo(3);
        assertThat(err.toString()).contains("No request is logged that fits.");
    }

    @Test
    void saysWhereToLookWhereNothingRuns() {
        CommandLine line = new CommandLine(new CompaniesCommand(Optional::empty));
        line.setErr(new PrintWriter(err));

        assertThat(line.execute("list")).isEqualTo(2);
        assertThat(err.toString()).contains("./switchboard up", "PROVISIONER_ADMIN_URL");
    }

    private int run(String... args) {
        Supplier<Optional<AdminAddress>> address =
                () ->
                        Optional.of(
                                new AdminAddress(
                                        URI.create(
                                                "http://127.0.0.1:"
                                                        + server.getAddress().getPort()),
                                        "secret"));
        Clock clock = Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC);
        CommandLine line = new CommandLine(new Root());
        line.addSubcommand(new CompaniesCommand(address));
        line.addSubcommand(new OfficesCommand(address));
        line.addSubcommand(new LicencesCommand(address));
        line.addSubcommand(new GroupsCommand(address));
        line.addSubcommand(new TokensCommand(address, clock));
        line.addSubcommand(new NumbersCommand(address, address));
        line.addSubcommand(new RequestsCommand(address, clock));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        line.setExecutionExceptionHandler(
                (failure, command, _) -> {
                    if (failure instanceof StackException) {
                        command.getErr().println(failure.getMessage());
                        return 1;
                    }
                    throw failure;
                });
        return line.execute(args);
    }

    @CommandLine.Command(name = "switchboard")
    private static final class Root {}

    private JsonNode body() {
        return json(asked.getLast());
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            queries.add(String.valueOf(exchange.getRequestURI().getRawQuery()));
            String path = exchange.getRequestURI().getRawPath();
            String key = exchange.getRequestMethod() + " " + path;
            String answer = answers.get(key);
            if (answer == null) {
                answer = answers.get(key.replaceFirst("[0-9a-f-]{36}$", "*"));
            }
            boolean authorized =
                    "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body =
                    (answer == null || !authorized
                                    ? "{'detail':'Nothing is at %s.'}".formatted(path)
                                    : answer)
                            .replace('\'', '"')
                            .getBytes(UTF_8);
            exchange.sendResponseHeaders(answer == null || !authorized ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
