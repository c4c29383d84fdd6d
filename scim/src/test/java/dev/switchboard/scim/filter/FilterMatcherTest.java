package dev.switchboard.scim.filter;

import static dev.switchboard.scim.schema.ResourceDefinition.USER;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.scim.Json;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

/** RFC 7644, section 3.4.2.2: what each operator means. */
final class FilterMatcherTest {

    private static final JsonNode USER_DOCUMENT =
            Json.json(
                    """
                    {'schemas':['urn:ietf:params:scim:schemas:core:2.0:User',
                       'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
                     'id':'ab','externalId':'ABC','userName':'BJensen','active':true,'title':'',
                     'name':{'familyName':'Jensen'},
                     'emails':[{'type':'work','value':'b@x.com','primary':true},
                               {'type':'home','value':'b@home.org'}],
                     'meta':{'created':'2026-01-01T12:00:00+02:00'},
                     'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':
                       {'department':'Sales','manager':{'value':'m1'}}}
                    """);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userName eq \"bjensen\"",
                "externalId eq \"ABC\"",
                "id eq \"ab\"",
                "userName co \"JEN\"",
                "userName sw \"bj\"",
                "userName ew \"SEN\"",
                "userName gt \"bja\" and userName lt \"bjz\" and userName ge \"bjensen\" and userName le \"bjensen\"",
                "active eq true and active ne false",
                "name pr and name.familyName pr and emails pr",
                "emails co \"home\"",
                "emails.type eq \"work\" and emails.value co \"home\"",
                "emails[type eq \"home\" and value co \"home\"]",
                "emails[primary eq false]",
                "emails[not (primary pr)]",
                "emails ne \"b@x.com\"",
                "nickName ne \"x\"",
                "nickName eq null and userName ne null",
                "ims.type ne \"x\"",
                "meta.created eq \"2026-01-01T10:00:00Z\"",
                "meta.created gt \"2026-01-01T09:59:59.999Z\"",
                "meta.created le \"2026-01-01T05:00:00-05:00\"",
                "schemas eq \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\"",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"sales\"",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager eq \"m1\"",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager[value eq \"m1\"]"
            })
    void holds(String filter) {
        assertThat(FilterMatcher.matches(Filter.parse(filter, USER), USER_DOCUMENT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "externalId eq \"abc\"", // case exact
                "id eq \"AB\"",
                "emails[type eq \"work\" and value co \"home\"]", // not of one value
                "title pr", // empty
                "nickName pr",
                "nickName eq \"x\"",
                "nickName gt \"\"",
                "ims[not (type eq \"x\")]", // no value at all
                "active ne true",
                "meta.created lt \"2026-01-01T10:00:00Z\"",
                "userName gt \"bjensen\" or userName lt \"bjensen\""
            })
    void doesNotHold(String filter) {
        assertThat(FilterMatcher.matches(Filter.parse(filter, USER), USER_DOCUMENT)).isFalse();
    }
}
