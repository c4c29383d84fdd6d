package dev.switchboard.scim.resource;

import static dev.switchboard.scim.schema.ResourceDefinition.GROUP;
import static dev.switchboard.scim.schema.ResourceDefinition.USER;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchboard.scim.Json;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.node.ObjectNode;

/** RFC 7644, sections 3.3 and 3.5.1; RFC 7643, sections 2 and 3. */
final class ResourceBodyTest {

    private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
    private static final String SCHEMAS = "'schemas':['" + CORE + "']";

    private static ObjectNode canonical(String attributes) {
        return ResourceBody.canonical(
                Json.object("{" + SCHEMAS + ",'userName':'a'," + attributes + "}"), USER);
    }

    private static ObjectNode user(String attributes) {
        return Json.object("{" + SCHEMAS + ",'userName':'a'" + attributes + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    'ACTIVE':'False','Title':'x'                  | ,'active':false,'title':'x'
                    'NAME':{'GIVENNAME':'x','foo':1}              | ,'name':{'givenName':'x'}
                    'title':null,'emails':[],'name':{},'locale':'' | ~~
                    'name':{'givenName':null,'familyName':''}     | ~~
                    'emails':[{'type':'work','value':''},null]    | ~~
                    'id':'x','meta':{'version':1},'groups':[{'value':'g'}],'password':'p' | ~~
                    'unknown':{'a':1}                             | ~~
                    'emails':{'value':'x'}                        | ,'emails':[{'value':'x'}]
                    'emails':[{'value':'x'},{'value':'x'}]        | ,'emails':[{'value':'x'}]
                    'roles':['a'],'entitlements':[{'value':'b'}]  | ,'roles':[{'value':'a'}],'entitlements':[{'value':'b'}]
                    'roles':'a'                                   | ,'roles':[{'value':'a'}]
                    'urn:ietf:params:scim:schemas:core:2.0:User':{'title':'x'} | ,'title':'x'
                    'urn:switchboard:params:scim:schemas:extension:telephony:2.0:User':{'office':'x'} | ~~
                    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':{}   | ~~
                    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':null | ~~
                    """)
    void makesWhatClientsWriteCanonical(String given, String kept) {
        assertThat(canonical(given)).isEqualTo(user(kept.equals("~~") ? "" : kept));
    }

    @Test
    void keepsTheEnterpriseExtensionAndSaysSoInSchemas() {
        String urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

        ObjectNode body =
                canonical(
                        "'"
                                + urn.toUpperCase(java.util.Locale.ROOT)
                                + "':{'Department':'D',"
                                + "'manager':'m','officeName':'NYC','unknown':1},'"
                                + urn
                                + ":division':'V'");

        assertThat(body)
                .isEqualTo(
                        Json.object(
                                "{'schemas':['%s','%s'],'userName':'a','%s':{'department':'D','manager':{'value':'m'},'officeName':'NYC','division':'V'}}"
                                        .formatted(CORE, urn, urn)));
    }

    @Test
    void keepsUnknownExtensionsAsTheyAre() {
        ObjectNode body = canonical("'urn:okta:custom:1.0':{'Foo':{'bar':[1,null]},'empty':null}");

        assertThat(body.get("urn:okta:custom:1.0"))
                .isEqualTo(Json.json("{'Foo':{'bar':[1,null]}}"));
        assertThat(body.at("/schemas/1").stringValue()).isEqualTo("urn:okta:custom:1.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    'title':5                                          | 'title'
                    'title':['x']                                      | 'title'
                    'active':'yes'                                     | 'active'
                    'active':1                                         | 'active'
                    'name':'x'                                         | 'name'
                    'name':{'givenName':{'x':1}}                       | 'name.givenName'
                    'emails':'x'                                       | 'emails'
                    'emails':['x']                                     | 'emails'
                    'emails':[{'value':5}]                             | 'emails.value'
                    'emails':[{'value':'a','primary':true},{'value':'b','primary':'True'}] | 'emails'
                    'x509Certificates':[{'value':'#'}]                 | 'x509Certificates.value'
                    'title':'a\\u0000'                                 | 'title'
                    'title':'\\ud800'                                  | 'title'
                    'urn:x:y':{'a':'\\u0000'}                          | 'urn:x:y:a'
                    'urn:x:y':{'a':{'b':['\\ud800']}}                  | 'urn:x:y:a.b'
                    'urn:x:y':{'a':1e999}                              | 'urn:x:y:a'
                    'urn:x:y':{'a':[1e120]}                            | 'urn:x:y:a'
                    'urn:x:y':{'a':-1e-120}                            | 'urn:x:y:a'
                    'urn:x:y':'text'                                   | 'urn:x:y'
                    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':{'department':5} | department'
                    """)
    void namesTheAttributeWhoseValueIsWrong(String given, String named) {
        ScimException thrown = catchThrowableOfType(ScimException.class, () -> canonical(given));

        assertThat(thrown).isNotNull();
        assertThat(thrown.error()).isEqualTo(ScimError.INVALID_VALUE);
        assertThat(thrown.detail()).contains(named.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {'schemas':['urn:ietf:params:scim:schemas:core:2.0:User']}               | INVALID_VALUE
                    {'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':''} | INVALID_VALUE
                    {'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'a b'} | INVALID_VALUE
                    {'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'urn:ietf:params:scim:schemas:core:2.0:User:userName':'a b'} | INVALID_VALUE
                    {'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'urn:ietf:params:scim:schemas:core:2.0:User':{'userName':'a b'}} | INVALID_VALUE
                    {'userName':'a'}                                                         | INVALID_SYNTAX
                    {'schemas':[],'userName':'a'}                                            | INVALID_SYNTAX
                    {'schemas':'urn:ietf:params:scim:schemas:core:2.0:User','userName':'a'}  | INVALID_SYNTAX
                    {'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group'],'userName':'a'} | INVALID_SYNTAX
                    {'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'a','USERNAME':'b'} | INVALID_SYNTAX
                    []                                                                       | INVALID_SYNTAX
                    """)
    void refusesABodyThatIsNoUser(String body, ScimError error) {
        ScimException thrown =
                catchThrowableOfType(
                        ScimException.class, () -> ResourceBody.canonical(Json.json(body), USER));

        assertThat(thrown).isNotNull();
        assertThat(thrown.error()).isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'text'", "{'a':'\\ud800'}", "{'\\ud800':1}", "{'a':1e999}"})
    void showsOnlyTheBeginningOfALongUrn(String value) {
        String given = "'urn:x:%s':%s".formatted("y".repeat(500), value);

        ScimException thrown = catchThrowableOfType(ScimException.class, () -> canonical(given));

        assertThat(thrown.detail()).contains("'urn:x:yyy").hasSizeLessThan(250);
    }

    @Test
    void takesMembersWithoutTypeOnceEachAndNoneWithoutValue() { // Okta sends no type
        String group =
                "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group'],'displayName':'G',";

        assertThat(
                        ResourceBody.canonical(
                                        Json.json(
                                                group
                                                        + "'members':[{'value':'a','display':'A'},{'value':'a'}]}"),
                                        GROUP)
                                .get("members"))
                .isEqualTo(Json.json("[{'value':'a','display':'A'}]"));
        ScimException thrown =
                catchThrowableOfType(
                        ScimException.class,
                        () ->
                                ResourceBody.canonical(
                                        Json.json(group + "'members':[{'display':'A'}]}"), GROUP));
        assertThat(thrown.detail()).contains("'members'");
    }
}
