package dev.switchboard.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;

/** What filters find: RFC 7644 §3.4.2.2. Everyone's names start alike and end in ann, bob, cid. */
@Conformance
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FilterUsersIT {

    private final Scim scim;
    private final String stem;

    FilterUsersIT(Scim scim) {
        this.scim = scim;
        this.stem = scim.unique("filter");
    }

    @BeforeAll
    void createUsers() {
        create(
                "ann",
                """
                'externalId': 'X-%s-Ann', 'active': true, 'title': 'Manager', 'nickName': 'Annie',
                'name': {'familyName': 'Young', 'givenName': 'Ann'}, 'displayName': 'Ann \\"The\\" Y',
                'emails': [{'value': 'ann@work.example', 'type': 'work', 'primary': true},
                           {'value': 'ann@home.example', 'type': 'home'}],
                '%s': {'department': 'Sales', 'employeeNumber': '701'}
                """
                        .formatted(stem, Urns.ENTERPRISE),
                Urns.ENTERPRISE);
        create(
                "bob",
                """
                'externalId': 'X-%s-Bob', 'active': true, 'title': 'Clerk', 'userType': 'Intern',
                'name': {'familyName': 'Moor'}, 'displayName': '100%%_sure\\\\',
                'emails': [{'value': 'bob@home.example', 'type': 'work', 'primary': true},
                           {'value': 'bob@work.example', 'type': 'home'}],
                '%s': {'department': 'Support', 'employeeNumber': '702'}
                """
                        .formatted(stem, Urns.ENTERPRISE),
                Urns.ENTERPRISE);
        create("cid", "'active': false, 'displayName': 'cid', 'emails': []");
    }

    private void create(String who, String members, String... moreSchemas) {
        List<String> schemas = new java.util.ArrayList<>(List.of(Urns.USER));
        schemas.addAll(Arrays.asList(moreSchemas));
        scim.createUser(
                Json.object(
                        "{'schemas': ['"
                                + String.join("','", schemas)
                                + "'], 'userName': '"
                                + stem
                                + "."
                                + who
                                + "', "
                                + members
                                + "}"));
    }

    @ParameterizedTest(name = "RFC 7644 §3.4.2.2: {0} finds {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "userName eq \"STEM.ann\"                              | ann",
                "userName eq \"STEM.ANN\"                              | ann",
                "USERNAME Eq \"STEM.ann\"                              | ann",
                "userName ne \"STEM.ann\"                              | bob cid",
                "userName co \"TEM.b\"                                 | ",
                "userName co \".bo\"                                   | bob",
                "userName sw \"STEM.c\"                                | cid",
                "userName ew \".ann\"                                  | ann",
                "userName gt \"STEM.ann\"                              | bob cid",
                "userName ge \"STEM.bob\"                              | bob cid",
                "userName lt \"STEM.bob\"                              | ann",
                "userName le \"STEM.bob\"                              | ann bob",
                "urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"STEM.a\" | ann",
                "title pr                                              | ann bob",
                "not (title pr)                                        | cid",
                "name pr                                               | ann bob",
                "emails pr                                             | ann bob",
                "title eq \"manager\"                                  | ann",
                "nickName eq \"ANNIE\"                                 | ann",
                "name.familyName co \"OO\"                             | bob",
                "name.familyName eq \"young\" or title eq \"clerk\"    | ann bob",
                "active eq true                                        | ann bob",
                "active eq false                                       | cid",
                "active ne false                                       | ann bob",
                "title pr and userType eq \"Intern\"                   | bob",
                "title pr or userType pr                               | ann bob",
                "userType eq \"Intern\" or title eq \"Manager\" and active eq false | bob",
                "(userType eq \"Intern\" or title eq \"Manager\") and active eq true | ann bob",
                "title eq \"Manager\" and active eq false or userType eq \"Intern\" | bob",
                "not (userType eq \"Intern\") and title pr             | ann",
                "not (userType eq \"Intern\" or title eq \"Manager\")  | cid",
                "NOT (title pr) AND displayName Eq \"CID\"             | cid",
                "emails eq \"ann@work.example\"                        | ann",
                "emails.value eq \"ANN@home.example\"                  | ann",
                "emails co \"work.example\"                            | ann bob",
                "emails.type eq \"work\" and emails.value co \"@work.\" | ann bob",
                "emails[type eq \"work\" and value co \"@work.\"]      | ann",
                "emails[type eq \"work\" and not (value co \"@work.\")] | bob",
                "emails[type eq \"work\"].value co \"@work.\"          | ann",
                "emails[type eq \"home\" or primary eq true]           | ann bob",
                "emails[primary eq true and value ew \"home.example\"] | bob",
                "emails[type eq \"work\"] and title eq \"Clerk\"       | bob",
                "schemas eq \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\" | ann bob",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"sales\" | ann",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber sw \"70\" | ann bob",
                "meta.resourceType eq \"User\"                         | ann bob cid",
                "meta.created gt \"2011-05-13T04:42:34Z\"              | ann bob cid",
                "meta.lastModified ge \"2011-05-13T04:42:34+09:00\"    | ann bob cid",
                "meta.created lt \"2011-05-13T04:42:34Z\"              | ",
                "displayName eq \"ann \\\"the\\\" y\"                  | ann",
                "displayName co \"%_\"                                 | bob",
                "displayName co \"0%s\"                                | ",
                "displayName sw \"1__\"                                | ",
                "displayName ew \"\\\\\"                               | bob",
                "displayName eq \"\\u0063id\"                          | cid",
                "title eq null                                         | cid",
                "title ne null                                         | ann bob",
            })
    void finds(String filter, String expected) {
        assertFound(filter, expected == null ? new String[0] : expected.split(" ", -1));
    }

    @Test
    @DisplayName("RFC 7643 §3.1: externalId eq finds the user and regards case")
    void findsByExternalId() {
        assertFound("externalId eq \"X-" + stem + "-Ann\"", "ann");
        assertFound("externalId eq \"x-" + stem + "-ann\"");
    }

    @Test
    @DisplayName("RFC 7643 §3.1: id eq finds the user and nobody else")
    void findsById() {
        String id = scim.users("userName eq \"" + stem + ".ann\"").found("id").getFirst();
        assertThat(scim.users("id eq \"" + id + "\"").isList().found("userName"))
                .containsExactly(stem + ".ann");
        assertThat(scim.users("id eq \"not-an-id\"").isList().number("/totalResults")).isZero();
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.2: dateTimes are compared as instants, whatever their offset")
    void comparesInstants() {
        ScimAnswer ann = scim.users("userName eq \"" + stem + ".ann\"");
        java.time.Instant created =
                java.time.OffsetDateTime.parse(ann.text("/Resources/0/meta/created")).toInstant();
        String same = created.atOffset(java.time.ZoneOffset.ofHours(-7)).toString();
        assertFound("userName ew \".ann\" and meta.created eq \"" + same + "\"", "ann");
        assertFound("userName ew \".ann\" and meta.created gt \"" + same + "\"");
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.2: a filter with count limits the page, not the total")
    void filtersAndPages() {
        ScimAnswer page = scim.find("/Users", "filter", "userName sw \"" + stem + "\"", "count", 1);
        assertThat(page.isList().number("/totalResults")).isEqualTo(3);
        assertThat(page.at("/Resources")).hasSize(1);
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.2: a blank in the query may be + as well as %20")
    void decodesPlusAsBlank() {
        ScimAnswer found =
                scim.get("/Users?filter=userName+eq+%22" + stem + ".ann%22&startIndex=1&count=100");
        assertThat(found.isList().number("/totalResults")).isEqualTo(1);
    }

    @Test
    @DisplayName("RFC 7644 §3.4.2.2: a + of the value, sent as %2B, is a +")
    void keepsAPlusOfTheValue() {
        String name = scim.unique("plus") + "+tag@conformance.example";
        scim.createUser(Json.user(name));
        assertThat(scim.users("userName eq \"" + name + "\"").isList().found("userName"))
                .containsExactly(name);
    }

    private void assertFound(String filter, String... expected) {
        scim.needs(scim.features().filter(), "filters");
        String own = "userName sw \"" + stem + "\" and (" + filter.replace("STEM", stem) + ")";
        List<String> found =
                scim.users(own).isList().found("userName").stream()
                        .map(name -> name.substring(stem.length() + 1))
                        .toList();
        assertThat(found).as("found by %s", own).containsExactlyInAnyOrder(expected);
    }
}
