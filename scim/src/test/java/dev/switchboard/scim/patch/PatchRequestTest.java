package dev.switchboard.scim.patch;

import static dev.switchboard.scim.schema.ResourceDefinition.GROUP;
import static dev.switchboard.scim.schema.ResourceDefinition.USER;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchboard.scim.Json;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.schema.ResourceDefinition;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.node.ArrayNode;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** RFC 7644, section 3.5.2: what is checked without a resource. */
final class PatchRequestTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {'op':'Replace','path':'ACTIVE','value':'False'}           | {'op':'replace','path':'active','value':false}
                    {'op':'replace','value':{'active':'True'}}                 | {'op':'replace','path':'active','value':true}
                    {'op':'replace','path':'','value':{'title':'x'}}           | {'op':'replace','path':'title','value':'x'}
                    {'op':'add','path':'urn:ietf:params:scim:schemas:core:2.0:User','value':{'title':'x'}} | {'op':'add','path':'title','value':'x'}
                    {'OP':'add','PATH':'title','VALUE':'x'}                    | {'op':'add','path':'title','value':'x'}
                    {'op':'replace','value':{'name.givenName':'x'}}            | {'op':'replace','path':'name.givenName','value':'x'}
                    {'op':'add','path':'NAME','value':{'givenname':'x'}}       | {'op':'add','path':'name.givenName','value':'x'}
                    {'op':'replace','path':'title','value':null}               | {'op':'remove','path':'title'}
                    {'op':'replace','path':'emails','value':[]}                | {'op':'remove','path':'emails'}
                    {'op':'replace','path':'title','value':''}                 | {'op':'remove','path':'title'}
                    {'op':'replace','path':'name','value':{'middleName':null}} | {'op':'remove','path':'name.middleName'}
                    {'op':'add','path':'emails','value':{'value':'a'}}         | {'op':'add','path':'emails','value':[{'value':'a'}]}
                    {'op':'add','path':'roles','value':['a']}                  | {'op':'add','path':'roles','value':[{'value':'a'}]}
                    {'op':'replace','path':'urn:ietf:params:scim:schemas:core:2.0:User:title','value':'x'} | {'op':'replace','path':'title','value':'x'}
                    {'op':'add','value':{'urn:ietf:params:scim:schemas:core:2.0:User':{'title':'x'}}}      | {'op':'add','path':'title','value':'x'}
                    {'op':'replace','value':{'urn:ietf:params:scim:schemas:extension:enterprise:2.0:user':{'DEPARTMENT':'x'}}} | {'op':'replace','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department','value':'x'}
                    {'op':'replace','value':{'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department':'x'}}     | {'op':'replace','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department','value':'x'}
                    {'op':'add','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager','value':'m1'}      | {'op':'add','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value','value':'m1'}
                    {'op':'add','path':'urn:x:ext:2.0:User:tag','value':'t'}   | {'op':'add','path':'urn:x:ext:2.0:User:tag','value':'t'}
                    {'op':'remove','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User','value':{'DEPARTMENT':'x'}} | {'op':'remove','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department'}
                    {'op':'remove','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User','value':''} | {'op':'remove','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'}
                    {'op':'add','path':'Emails[Type EQ "work"].Value','value':'x'} | {'op':'add','path':'emails[Type EQ "work"].value','value':'x'}
                    {'op':'remove','path':'emails','value':[{'value':'x','display':'y'}]} | {'op':'remove','path':'emails','value':[{'value':'x'}]}
                    {'op':'remove','path':'urn:x:ext:2.0:User:tags','value':'t'} | {'op':'remove','path':'urn:x:ext:2.0:User:tags','value':['t']}
                    {'op':'replace','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager','value':{'value':'m1','$ref':'../Users/m1'}} | {'op':'replace','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value','value':'m1'}
                    """)
    void makesEachDialectCanonical(String given, String canonical) {
        PatchRequest request = parse(given, USER);

        assertThat(request.operations()).isEqualTo(Json.array("[" + escaped(canonical) + "]"));
        assertThat(PatchRequest.ofOperations(request.operations(), USER).operations())
                .isEqualTo(request.operations());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {'op':'replace','value':{'id':'x','meta':{},'groups':[],'schemas':[]}}
                    {'op':'replace','value':{'urn:switchboard:params:scim:schemas:extension:telephony:2.0:User':{'office':'x'}}}
                    {'op':'replace','path':'password','value':'secret'}
                    {'op':'replace','value':{'password':'secret'}}
                    {'op':'add','path':'schemas','value':['urn:x:y']}
                    {'op':'replace','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.$ref','value':'../Users/m1'}
                    {'op':'add','path':'emails','value':[]}
                    {'op':'remove','path':'emails','value':[]}
                    """)
    void ignoresWhatTheServerOwnsAndWhatSaysNothing(String given) {
        assertThat(parse(given, USER).operations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {'op':'replace','path':'id','value':'x'}                   | MUTABILITY     | 'id'
                    {'op':'replace','path':'meta.created','value':'x'}         | MUTABILITY     | 'meta.created'
                    {'op':'add','path':'groups','value':[{'value':'g'}]}       | MUTABILITY     | 'groups'
                    {'op':'remove','path':'userName'}                          | MUTABILITY     | 'userName'
                    {'op':'replace','path':'urn:switchboard:params:scim:schemas:extension:telephony:2.0:User:assignedNumber','value':'x'} | MUTABILITY | assignedNumber
                    {'op':'replace','path':'userName','value':''}              | INVALID_VALUE  | 'userName'
                    {'op':'replace','path':'userName','value':'a b'}           | INVALID_VALUE  | 'userName'
                    {'op':'replace','path':'nonsense','value':'x'}             | INVALID_PATH   | 'nonsense'
                    {'op':'replace','path':'name.nonsense','value':'x'}        | INVALID_PATH   | 'name.nonsense'
                    {'op':'replace','value':{'nonsense':'x'}}                  | INVALID_PATH   | 'nonsense'
                    {'op':'replace','value':{'name':{'nonsense':'x'}}}         | INVALID_PATH   | 'name'
                    {'op':'remove','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:nonsense'} | INVALID_PATH | nonsense
                    {'op':'add','path':'emails[type eq "work"','value':'x'}    | INVALID_PATH   | ']'
                    {'op':'add','path':'emails[type eq work].value','value':'x'} | INVALID_PATH | position 16
                    {'op':'add','path':'emails[type eq "work"].nonsense','value':'x'} | INVALID_PATH | emails[…]
                    {'op':'add','path':'emails[type eq "work"]value','value':'x'} | INVALID_PATH | emails[…]
                    {'op':'add','path':'name[givenName eq "x"]','value':'x'}   | INVALID_PATH   | only one
                    {'op':'add','path':'title[value eq "x"]','value':'x'}      | INVALID_PATH   | only one
                    {'op':'add','path':5,'value':'x'}                          | INVALID_PATH   | string
                    {'op':'add','path':'title'}                                | INVALID_VALUE  | 'title'
                    {'op':'replace','path':'title'}                            | INVALID_VALUE  | 'title'
                    {'op':'replace','path':'title','value':5}                  | INVALID_VALUE  | 'title'
                    {'op':'replace','path':'active','value':'maybe'}           | INVALID_VALUE  | 'active'
                    {'op':'replace','path':'emails','value':'x'}               | INVALID_VALUE  | 'emails'
                    {'op':'replace','path':'emails[type eq "work"]','value':'x'} | INVALID_VALUE | 'emails[…]'
                    {'op':'add','path':'emails','value':[{'value':'a','primary':true},{'value':'b','primary':true}]} | INVALID_VALUE | 'emails'
                    {'op':'add','value':'x'}                                   | INVALID_VALUE  | object
                    {'op':'add'}                                               | INVALID_VALUE  | object
                    {'op':'remove'}                                            | NO_TARGET      | path
                    {'op':'remove','path':'emails','value':[{'type':'work'}]}  | INVALID_VALUE  | 'emails'
                    {'op':'remove','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User','value':'x'} | INVALID_VALUE | object
                    {'op':'move','path':'title','value':'x'}                   | INVALID_SYNTAX | 'op'
                    {'path':'title','value':'x'}                               | INVALID_SYNTAX | 'op'
                    5                                                          | INVALID_SYNTAX | JSON object
                    """)
    void refusesWithTheRightKeywordAndNamesTheAttribute(
            String operation, ScimError error, String told) {
        ScimException thrown =
                catchThrowableOfType(ScimException.class, () -> parse(operation, USER));

        assertThat(thrown).isNotNull();
        assertThat(thrown.error()).isEqualTo(error);
        assertThat(thrown.detail()).contains(told.strip()).doesNotContain("secret");
    }

    @Test
    void saysWhichOfSeveralOperationsItRefuses() {
        String fine = "{'op':'replace','path':'title','value':'x'},";

        assertThat(detail(fine + "{'op':'replace','path':'nonsense','value':'x'}"))
                .startsWith("Operation 2: User resources have no attribute 'nonsense'");
        assertThat(detail(fine + fine + "{'op':'move'}")).startsWith("Operation 3: ");
        assertThat(detail("{'op':'replace','path':'nonsense','value':'x'}"))
                .startsWith("User resources");
    }

    @Test
    void refusesHalfASurrogatePairInAnExtensionsName() {
        assertThat(detail("{'op':'remove','path':'urn:x:y\\ud800:z'}")).contains("surrogate");
    }

    private static String detail(String operations) {
        return catchThrowableOfType(ScimException.class, () -> parse(operations, USER)).detail();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {'op':'replace','path':'members[value eq "a"].display','value':'x'}
                    {'op':'replace','path':'members[value eq "a"]','value':{'value':'b'}}
                    {'op':'add','path':'members.display','value':'x'}
                    {'op':'remove','path':'members[value eq "a"].type'}
                    {'op':'remove','path':'displayName'}
                    """)
    void neverEditsMembers(String operation) { // RFC 7643, section 4.2
        assertThat(catchThrowableOfType(ScimException.class, () -> parse(operation, GROUP)).error())
                .isEqualTo(ScimError.MUTABILITY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    []
                    {}
                    {'Operations':[{'op':'remove','path':'title'}]}
                    {'schemas':['urn:x:y'],'Operations':[{'op':'remove','path':'title'}]}
                    {'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp']}
                    {'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':[]}
                    {'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':{}}
                    """)
    void refusesABodyThatIsNoPatch(String body) {
        ScimException thrown =
                catchThrowableOfType(
                        ScimException.class, () -> PatchRequest.parse(Json.json(body), USER));

        assertThat(thrown.error()).isEqualTo(ScimError.INVALID_SYNTAX);
    }

    @Test
    void takesAThousandOperationsAndNotOneMore() {
        String operation = "{'op':'replace','path':'title','value':'x'}";
        String thousand = operation + ("," + operation).repeat(999);

        assertThat(parse(thousand, USER).operations()).hasSize(1000);
        ScimException thrown =
                catchThrowableOfType(
                        ScimException.class, () -> parse(thousand + "," + operation, USER));
        assertThat(thrown.detail()).contains("1001");
    }

    @Test
    void takesAThousandComparisonsAndNotOneMore() {
        String one = "{'op':'remove','path':'emails[type eq \"work\"]'}";
        String ten =
                "{'op':'remove','path':'emails[not (value pr or (type pr and value pr))%s]'}"
                        .formatted(" or type pr".repeat(7));
        String thousand = one + ("," + one).repeat(999);
        String tens = ten + ("," + ten).repeat(99);

        assertThat(parse(thousand, USER).operations()).hasSize(1000);
        assertThat(parse(tens, USER).operations()).hasSize(100);
        ScimException thrown =
                catchThrowableOfType(ScimException.class, () -> parse(tens + "," + one, USER));
        assertThat(thrown.error()).isEqualTo(ScimError.INVALID_VALUE);
        assertThat(thrown.detail()).contains("1001", "1000");
    }

    @Test
    void takesNoMoreComparisonsWhereTheValueNamesThePaths() {
        String paths =
                IntStream.rangeClosed(0, 1000)
                        .mapToObj("'emails[value eq \"%d\"].type':'work'"::formatted)
                        .collect(Collectors.joining(","));

        assertThat(detail("{'op':'add','value':{" + paths + "}}")).contains("1001");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {'op':'add','path':'urn:%s:','value':'x'}
                    {'op':'add','path':'urn:%s'}
                    {'op':'add','path':'urn:%s','value':{'a':'\\ud800'}}
                    {'op':'add','path':'urn:%s:z','value':'\\ud800'}
                    {'op':'remove','path':'urn:%s:z','value':'\\ud800'}
                    """)
    void showsOnlyTheBeginningOfALongUrn(String operation) {
        assertThat(detail(operation.formatted("y".repeat(500))))
                .contains("'urn:yyy")
                .hasSizeLessThan(250);
    }

    @Test
    void findsTheClosingBracketBehindOneInAString() {
        PatchRequest request =
                parse("{'op':'remove','path':'members[value eq \\\"a]\\\\\\\"b\\\"]'}", GROUP);

        assertThat(request.memberChanges())
                .containsExactly(new MemberChange.Remove(java.util.Set.of("a]\"b")));
    }

    private static PatchRequest parse(String operations, ResourceDefinition definition) {
        ArrayNode array = Json.array("[" + escaped(operations) + "]");
        return PatchRequest.parse(
                Json.object("{'schemas':['" + PatchReader.PATCH_OP + "']}")
                        .set("Operations", array),
                definition);
    }

    /** The paths' filters have double quotes of their own, within JSON strings. */
    private static String escaped(String operations) {
        return operations.contains("\\") ? operations : operations.replace("\"", "\\\"");
    }
}
