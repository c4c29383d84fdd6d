package dev.switchboard.scim.patch;

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

import tools.jackson.databind.node.ObjectNode;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** RFC 7644, sections 3.5.2.1 to 3.5.2.3: what an operation does to a resource. */
final class PatchApplicationTest {

    private static final String SCHEMAS =
            "'schemas':['urn:ietf:params:scim:schemas:core:2.0:User']";
    private static final String ENTERPRISE =
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static ObjectNode user(String attributes) {
        return Json.object("{" + SCHEMAS + ",'userName':'a'" + attributes + "}");
    }

    private static ObjectNode patch(ObjectNode document, String operations) {
        ObjectNode before = document.deepCopy();
        ObjectNode after =
                PatchRequest.ofOperations(Json.array("[" + operations + "]"), USER)
                        .applyTo(document);
        assertThat(document).isEqualTo(before);
        return after;
    }

    /** The dash stands for no further attributes. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    -                      | {'op':'add','path':'title','value':'x'}                           | 'title':'x'
                    'title':'y'            | {'op':'add','path':'title','value':'x'}                           | 'title':'x'
                    'name':{'givenName':'g'} | {'op':'add','path':'name','value':{'familyName':'f'}}           | 'name':{'givenName':'g','familyName':'f'}
                    'emails':[{'value':'a'}] | {'op':'add','path':'emails','value':[{'value':'b'}]}            | 'emails':[{'value':'a'},{'value':'b'}]
                    'emails':[{'value':'a'}] | {'op':'add','path':'emails','value':[{'value':'a'}]}            | 'emails':[{'value':'a'}]
                    'emails':[{'value':'a','type':'work'}] | {'op':'add','path':'emails','value':[{'value':'a','type':'work','primary':true}]} | 'emails':[{'value':'a','type':'work','primary':true}]
                    'emails':[{'value':'a','primary':true}] | {'op':'add','path':'emails','value':[{'value':'b','primary':true}]} | 'emails':[{'value':'a','primary':false},{'value':'b','primary':true}]
                    'emails':[{'value':'a','primary':true},{'value':'a','primary':false}] | {'op':'add','path':'emails','value':{'value':'b','primary':true}} | 'emails':[{'value':'a','primary':false},{'value':'b','primary':true}]
                    'emails':[{'value':'a','primary':true},{'value':'b'}] | {'op':'replace','path':'emails[value eq \\"b\\"].primary','value':true} | 'emails':[{'value':'a','primary':false},{'value':'b','primary':true}]
                    'emails':[{'value':'A@x','type':'work'}] | {'op':'add','path':'emails','value':[{'value':'a@x','type':'Work'}]} | 'emails':[{'value':'A@x','type':'work'}]
                    'emails':[{'value':'A@x','type':'work'}] | {'op':'add','path':'emails','value':[{'value':'a@x','type':'Work','display':'d'}]} | 'emails':[{'value':'A@x','type':'work','display':'d'}]
                    'emails':[{'value':'h','type':'home','primary':true}] | {'op':'replace','path':'emails[type eq \\"work\\"].primary','value':true} | 'emails':[{'value':'h','type':'home','primary':true}]
                    'title':'x'            | {'op':'remove','path':'title'}                                    | -
                    -                      | {'op':'remove','path':'title'}                                    | -
                    'name':{'givenName':'g'} | {'op':'remove','path':'name.givenName'}                         | -
                    'emails':[{'value':'a'},{'value':'b'}] | {'op':'remove','path':'emails'}                   | -
                    'emails':[{'value':'a'},{'value':'b'}] | {'op':'remove','path':'emails[value eq \\"a\\"]'} | 'emails':[{'value':'b'}]
                    'emails':[{'value':'a'}] | {'op':'remove','path':'emails[value eq \\"a\\"]'}               | -
                    'emails':[{'value':'a'}] | {'op':'remove','path':'emails[value eq \\"z\\"]'}               | 'emails':[{'value':'a'}]
                    'emails':[{'value':'a'},{'value':'b'}] | {'op':'remove','path':'emails','value':[{'value':'a'}]} | 'emails':[{'value':'b'}]
                    'emails':[{'value':'a','type':'work'},{'value':'a','type':'home'}] | {'op':'remove','path':'emails','value':[{'value':'A','type':'Work'}]} | 'emails':[{'value':'a','type':'home'}]
                    'emails':[{'value':'a','type':'work'},{'value':'a','type':'home'}] | {'op':'remove','path':'emails','value':[{'value':'a'}]} | -
                    'emails':[{'value':'a','display':'A'}] | {'op':'remove','path':'emails[value eq \\"a\\"].display'} | 'emails':[{'value':'a'}]
                    'emails':[{'value':'a','type':'work'}] | {'op':'remove','path':'emails[type eq \\"work\\"].value'} | -
                    'emails':[{'value':'a'}] | {'op':'replace','path':'emails','value':[{'value':'b'}]}        | 'emails':[{'value':'b'}]
                    'name':{'givenName':'g','familyName':'f'} | {'op':'replace','path':'name','value':{'givenName':'h'}} | 'name':{'givenName':'h','familyName':'f'}
                    'emails':[{'value':'a','type':'work'},{'value':'b','type':'work'}] | {'op':'replace','path':'emails[type eq \\"work\\"].display','value':'d'} | 'emails':[{'value':'a','type':'work','display':'d'},{'value':'b','type':'work','display':'d'}]
                    'emails':[{'value':'a','type':'work','display':'d'}] | {'op':'replace','path':'emails[type eq \\"work\\"]','value':{'value':'b'}} | 'emails':[{'value':'b'}]
                    'emails':[{'value':'a','type':'work'}] | {'op':'add','path':'emails[type eq \\"work\\"]','value':{'display':'d'}} | 'emails':[{'value':'a','type':'work','display':'d'}]
                    -                      | {'op':'replace','path':'emails[type eq \\"work\\"].value','value':'a'} | 'emails':[{'type':'work','value':'a'}]
                    -                      | {'op':'add','path':'addresses[type eq \\"work\\" and primary eq true].country','value':'US'} | 'addresses':[{'type':'work','primary':true,'country':'US'}]
                    'emails':[{'value':'a'},{'value':'b'}] | {'op':'replace','path':'emails.type','value':'work'} | 'emails':[{'value':'a','type':'work'},{'value':'b','type':'work'}]
                    """)
    void doesAsTheRfcSays(String before, String operations, String after) {
        ObjectNode document = user(before.equals("-") ? "" : "," + before);

        assertThat(patch(document, operations))
                .isEqualTo(user(after.equals("-") ? "" : "," + after));
    }

    @Test
    void appliesEachOperationToTheResultOfTheOneBefore() {
        ObjectNode after =
                patch(
                        user(""),
                        """
                        {'op':'add','path':'title','value':'x'},{'op':'remove','path':'title'},
                        {'op':'add','path':'emails','value':[{'value':'a','type':'work'}]},
                        {'op':'replace','path':'emails[type eq \\"work\\"].value','value':'b'}
                        """);

        assertThat(after).isEqualTo(user(",'emails':[{'value':'b','type':'work'}]"));
    }

    @Test
    void addsNothingWhereAnEqualValueStandsBesideASimilarOne() { // found by PatchPropertiesTest
        ObjectNode document = user(",'emails':[{'value':'x'},{'value':'x','primary':true}]");

        assertThat(
                        patch(
                                document,
                                "{'op':'add','path':'emails','value':[{'value':'x','primary':true}]}"))
                .isEqualTo(document);
    }

    @Test
    void addsNothingForAValueThatWasThereBeforeEvenIfItHasChangedSince() {
        // found by PatchModelPropertyTest
        ObjectNode after =
                patch(
                        user(",'emails':[{'value':'x','primary':false}]"),
                        "{'op':'add','path':'emails','value':[{'value':'x','primary':true},{'value':'x','primary':false}]}");

        assertThat(after).isEqualTo(user(",'emails':[{'value':'x','primary':true}]"));
    }

    @Test
    void createsOneValueFromSeveralParts() {
        ObjectNode after =
                patch(
                        user(""),
                        """
                        {'op':'add','path':'emails[type eq \\"work\\"].primary','value':true},
                        {'op':'add','path':'emails[type eq \\"work\\"].value','value':'a'}
                        """);

        assertThat(after).isEqualTo(user(",'emails':[{'type':'work','primary':true,'value':'a'}]"));
    }

    @Test
    void addsAndDropsAnExtensionsUrn() {
        ObjectNode with =
                patch(
                        user(""),
                        "{'op':'add','path':'" + ENTERPRISE + ":employeeNumber','value':'7'}");

        assertThat(with.get("schemas")).hasSize(2);
        assertThat(with.at("/schemas/1").stringValue()).isEqualTo(ENTERPRISE);
        assertThat(patch(with, "{'op':'remove','path':'" + ENTERPRISE + ":employeeNumber'}"))
                .isEqualTo(user(""));
        assertThat(patch(with, "{'op':'remove','path':'" + ENTERPRISE + "'}")).isEqualTo(user(""));
    }

    @Test
    void keepsAndChangesExtensionsThatItDoesNotKnow() {
        ObjectNode with = patch(user(""), "{'op':'add','path':'urn:x:2.0:User:tag','value':'t'}");

        assertThat(with.at("/urn:x:2.0:User/tag").stringValue()).isEqualTo("t");
        assertThat(with.get("schemas")).hasSize(2);
        assertThat(patch(with, "{'op':'remove','path':'urn:x:2.0:User:tag'}")).isEqualTo(user(""));
        assertThat(patch(with, "{'op':'replace','value':{'urn:x:2.0:User':{'tag':null}}}"))
                .isEqualTo(user(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {'op':'replace','path':'emails[type eq \\"work\\"]','value':{'value':'a'}}
                    {'op':'replace','path':'emails[type co \\"work\\"].value','value':'a'}
                    {'op':'replace','path':'emails[type eq \\"a\\" or type eq \\"b\\"].value','value':'a'}
                    {'op':'add','path':'emails[not (type eq \\"a\\")].value','value':'a'}
                    {'op':'add','path':'emails[type eq \\"\\"].value','value':'a'}
                    """)
    void hasNoTargetWhereNothingFits(String operation) {
        ScimException thrown =
                catchThrowableOfType(ScimException.class, () -> patch(user(""), operation));

        assertThat(thrown.error()).isEqualTo(ScimError.NO_TARGET);
        assertThat(thrown.detail())
                .contains("'" + Json.json(operation).path("path").asString() + "'");
    }

    @Test
    void makesNoValueOfAFilterThatAsksForWhatNoneCanBe() {
        ScimException thrown =
                catchThrowableOfType(
                        ScimException.class,
                        () ->
                                patch(
                                        user(""),
                                        "{'op':'add','path':'x509Certificates[value eq \\\"not base64!\\\"].display','value':'d'}"));

        assertThat(thrown.error()).isEqualTo(ScimError.INVALID_VALUE);
        assertThat(thrown.detail()).contains("base64");
    }

    @Test
    void takesThePrimaryMarkFromTheOthersOnceTheNewOneHasContent() {
        ObjectNode after =
                patch(
                        user(",'emails':[{'value':'h','type':'home','primary':true}]"),
                        """
                        {'op':'add','path':'emails[type eq \\"work\\"].primary','value':true},
                        {'op':'add','path':'emails[type eq \\"home\\"].display','value':'d'},
                        {'op':'add','path':'emails[type eq \\"work\\"].value','value':'w'}
                        """);

        assertThat(after)
                .isEqualTo(
                        user(
                                ",'emails':[{'value':'h','type':'home','primary':false,'display':'d'},"
                                        + "{'type':'work','primary':true,'value':'w'}]"));
    }

    @Test
    void forgetsTheUriOfAnotherManager() {
        String manager = ",'" + ENTERPRISE + "':{'manager':{'value':'%s'%s}}";
        ObjectNode before = user(manager.formatted("A", ",'$ref':'../Users/A'"));

        assertThat(
                        patch(
                                        before,
                                        "{'op':'replace','path':'"
                                                + ENTERPRISE
                                                + ":manager','value':'B'}")
                                .path(ENTERPRISE))
                .isEqualTo(Json.object("{'manager':{'value':'B'}}"));
    }

    /** X stands for the extension's URN. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    'tags':['a','b']              | {'op':'add','path':'X:tags','value':['c','a']}               | 'tags':['a','b','c']
                    'tags':['a','b']              | {'op':'add','path':'X:tags','value':'c'}                     | 'tags':['a','b','c']
                    'tags':[{'value':'a'}]        | {'op':'add','path':'X:tags','value':{'value':'b'}}           | 'tags':[{'value':'a'},{'value':'b'}]
                    'tags':['a','b']              | {'op':'add','value':{'X':{'tags':['c']}}}                    | 'tags':['a','b','c']
                    'tags':['a','b']              | {'op':'replace','path':'X:tags','value':['c']}               | 'tags':['c']
                    'tags':[{'value':'a'},{'value':'b'}] | {'op':'remove','path':'X:tags','value':[{'value':'a'}]} | 'tags':[{'value':'b'}]
                    'tags':[{'value':'a','type':'s'},{'value':'a'}] | {'op':'remove','path':'X:tags','value':[{'value':'a','type':'s'}]} | 'tags':[{'value':'a'}]
                    'tags':['a','b']              | {'op':'remove','path':'X:tags','value':[{'value':'a'}]}      | 'tags':['b']
                    'tags':['a','b']              | {'op':'remove','path':'X:tags','value':'a'}                  | 'tags':['b']
                    'tags':['a','b']              | {'op':'remove','path':'X:tags','value':['z']}                | 'tags':['a','b']
                    'tags':['a'],'n':1            | {'op':'remove','path':'X:tags','value':['a']}                | 'n':1
                    'n':'a'                       | {'op':'remove','path':'X:n','value':['b']}                   | 'n':'a'
                    'badge':{'n':1,'m':2}         | {'op':'replace','path':'X:badge','value':{'n':2}}            | 'badge':{'n':2,'m':2}
                    'badge':{'n':1,'m':2}         | {'op':'add','path':'X:badge','value':{'k':3,'m':null}}       | 'badge':{'n':1,'k':3}
                    'badge':{'n':1,'m':2}         | {'op':'replace','value':{'X':{'badge':{'n':2}}}}             | 'badge':{'n':2,'m':2}
                    'badge':{'n':1,'m':2}         | {'op':'replace','value':{'X:badge':{'n':2}}}                 | 'badge':{'n':2,'m':2}
                    'n':1                         | {'op':'add','path':'X:badge','value':{'n':2}}                | 'n':1,'badge':{'n':2}
                    'n':1,'m':2                   | {'op':'remove','path':'X:n'}                                 | 'm':2
                    'n':1,'m':2                   | {'op':'remove','path':'X:n','value':''}                      | 'm':2
                    'n':1,'m':2                   | {'op':'remove','path':'X:n','value':[]}                      | 'm':2
                    'badge':{'n':1},'m':2         | {'op':'remove','path':'X:badge','value':{}}                  | 'm':2
                    'tags':['a','b']              | {'op':'remove','path':'X:tags','value':[]}                   | 'tags':['a','b']
                    'n':1,'m':2                   | {'op':'remove','path':'X','value':{'n':1}}                   | 'm':2
                    'n':1,'m':2                   | {'op':'remove','path':'X','value':[{'n':null}]}              | 'm':2
                    'n':1,'m':2                   | {'op':'remove','path':'X','value':{'n':7}}                   | 'n':1,'m':2
                    'tags':['a','b'],'m':2        | {'op':'remove','path':'X','value':{'tags':['a'],'m':2}}      | 'tags':['b']
                    'tags':['a','b'],'m':2        | {'op':'remove','path':'X','value':{'tags':null}}             | 'm':2
                    'n':1,'m':2                   | {'op':'replace','path':'X','value':{'n':3}}                  | 'n':3,'m':2
                    'n':1,'m':2                   | {'op':'replace','path':'X:n','value':null}                   | 'm':2
                    """)
    void patchesAttributesThatNoSchemaDescribes(String before, String operation, String after) {
        String urn = "urn:acme:params:scim:schemas:extension:1.0:User";
        ObjectNode document =
                patch(user(""), "{'op':'add','path':'" + urn + "','value':{" + before + "}}");

        ObjectNode patched = patch(document, operation.replace("X", urn));

        assertThat(patched.path(urn)).isEqualTo(Json.object("{" + after + "}"));
        assertThat(patched.path("schemas")).isEqualTo(document.path("schemas"));
        assertThat(patched).hasSameSizeAs(document);
    }

    @Test
    void takesNoAttributeForOneOfAnExtensionWithAShorterName() {
        ObjectNode document =
                patch(user(""), "{'op':'add','path':'urn:a:b','value':{'c':[{'d':'u'}],'n':1}}");

        ObjectNode with = patchAsAsked(document, "{'op':'add','path':'urn:a:b:c:d','value':'v'}");

        assertThat(with.path("urn:a:b")).isEqualTo(document.path("urn:a:b"));
        assertThat(with.path("urn:a:b:c")).isEqualTo(Json.object("{'d':'v'}"));
        assertThat(patchAsAsked(with, "{'op':'remove','path':'urn:a:b:c:d'}")).isEqualTo(document);
        assertThat(patchAsAsked(with, "{'op':'replace','path':'urn:a:b:c:d','value':null}"))
                .isEqualTo(document);
    }

    /** The way of a client's request: made canonical, and read again. */
    private static ObjectNode patchAsAsked(ObjectNode document, String operation) {
        ObjectNode body =
                Json.object("{'schemas':['" + PatchReader.PATCH_OP + "']}")
                        .set("Operations", Json.array("[" + operation + "]"));
        return PatchRequest.ofOperations(PatchRequest.parse(body, USER).operations(), USER)
                .applyTo(document);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    -
                    ,'value':null
                    ,'value':''
                    ,'value':[]
                    ,'value':{}
                    ,'value':{'n':1,'m':2}
                    """)
    void removesAWholeExtensionThatItDoesNotKnow(String value) {
        ObjectNode with = patch(user(""), "{'op':'add','path':'urn:a:b','value':{'n':1,'m':2}}");
        String operation =
                "{'op':'remove','path':'urn:a:b'" + (value.equals("-") ? "" : value) + "}";

        assertThat(patchAsAsked(with, operation)).isEqualTo(user(""));
    }

    @Test
    void refusesToRemoveOfAnExtensionWhatIsNoAttribute() {
        ObjectNode with = patch(user(""), "{'op':'add','path':'urn:a:b','value':{'n':1}}");

        ScimException thrown =
                catchThrowableOfType(
                        ScimException.class,
                        () -> patch(with, "{'op':'remove','path':'urn:a:b','value':'n'}"));

        assertThat(thrown.error()).isEqualTo(ScimError.INVALID_VALUE);
        assertThat(thrown.detail()).contains("'urn:a:b'");
    }

    @Test
    void dropsAnExtensionWhoseLastValueIsRemoved() {
        ObjectNode with =
                patch(user(""), "{'op':'add','path':'urn:x:2.0:User:tags','value':['t']}");

        assertThat(
                        patch(
                                with,
                                "{'op':'remove','path':'urn:x:2.0:User:tags','value':[{'value':'t'}]}"))
                .isEqualTo(user(""));
    }

    @Test
    void takesAThousandValuesOfAnAttributeAndNotOneMore() {
        ObjectNode full =
                patch(user(""), "{'op':'add','path':'emails','value':[" + values(0, 1000) + "]}");

        ScimException thrown =
                catchThrowableOfType(
                        ScimException.class,
                        () ->
                                patch(
                                        full,
                                        "{'op':'add','path':'emails','value':["
                                                + values(1000, 1001)
                                                + "]}"));
        ScimException ofOpaque =
                catchThrowableOfType(
                        ScimException.class,
                        () ->
                                patch(
                                        full,
                                        "{'op':'add','path':'urn:x:y:z','value':["
                                                + values(0, 1001)
                                                + "]}"));

        assertThat(full.path("emails")).hasSize(1000);
        assertThat(thrown.error()).isEqualTo(ScimError.INVALID_VALUE);
        assertThat(thrown.detail()).contains("'emails' would have 1001 values");
        assertThat(ofOpaque.error()).isEqualTo(ScimError.INVALID_VALUE);
    }

    @Test
    void leavesMoreValuesThanAreAllowedAsTheyWere() {
        ObjectNode document = user(",'emails':[" + values(0, 2000) + "]");

        ObjectNode after =
                patch(
                        document,
                        "{'op':'add','path':'title','value':'t'},"
                                + "{'op':'remove','path':'emails[value eq \\\"v7\\\"]'},"
                                + "{'op':'replace','path':'emails[value eq \\\"v8\\\"].display','value':'d'}");

        assertThat(after.path("emails")).hasSize(1999);
    }

    /** Of a user from before there was a limit; a thousand times as long where each reads all. */
    @Test
    void addsAThousandTimesToALongListInLittleMoreThanTheTimeOfOne() {
        ObjectNode document = user(",'emails':[" + values(0, 40_000) + "]");
        PatchRequest one = additions(1);
        PatchRequest thousand = additions(1000);
        ObjectNode after = thousand.applyTo(document);

        long timeOfOne = leastNanos(() -> one.applyTo(document));
        long timeOfThousand = leastNanos(() -> thousand.applyTo(document));

        assertThat(after.at("/emails/999/display").stringValue()).isEqualTo("d");
        assertThat(timeOfThousand).isLessThan(20 * timeOfOne);
    }

    private static PatchRequest additions(int number) {
        String operations =
                IntStream.range(0, number)
                        .mapToObj(
                                i ->
                                        "{'op':'add','path':'emails','value':[{'value':'v%d','display':'d'}]}"
                                                .formatted(i))
                        .collect(Collectors.joining(","));
        return PatchRequest.ofOperations(Json.array("[" + operations + "]"), USER);
    }

    /** Of three runs, so that a pause of the machine counts only if it is in all of them. */
    private static long leastNanos(Runnable work) {
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 3; run++) {
            long begin = System.nanoTime();
            work.run();
            least = Math.min(least, System.nanoTime() - begin);
        }
        return least;
    }

    private static String values(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj("{'value':'v%d'}"::formatted)
                .collect(Collectors.joining(","));
    }

    @Test
    void refusesToMakeSeveralValuesPrimary() {
        ObjectNode document = user(",'emails':[{'value':'a'},{'value':'b'}]");

        ScimException thrown =
                catchThrowableOfType(
                        ScimException.class,
                        () ->
                                patch(
                                        document,
                                        "{'op':'replace','path':'emails.primary','value':true}"));

        assertThat(thrown.error()).isEqualTo(ScimError.INVALID_VALUE);
    }

    @Test
    void leavesTheDocumentAloneWhereALaterOperationFails() {
        ObjectNode document = user(",'title':'x'");

        ScimException thrown =
                catchThrowableOfType(
                        ScimException.class,
                        () ->
                                patch(
                                        document,
                                        "{'op':'remove','path':'title'},"
                                                + "{'op':'replace','path':'ims[type eq \\\"x\\\"]','value':{'value':'y'}}"));

        assertThat(thrown.error()).isEqualTo(ScimError.NO_TARGET);
        assertThat(document).isEqualTo(user(",'title':'x'"));
    }

    @Test
    void addsPresentMembersAndRemovesAbsentOnesWithoutAChange() {
        ObjectNode group =
                Json.object(
                        "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group'],"
                                + "'displayName':'G','members':[{'value':'a','type':'User'}]}");

        ObjectNode after =
                PatchRequest.ofOperations(
                                Json.array(
                                        "[{'op':'add','path':'members','value':[{'value':'a','display':'A'}]},"
                                                + "{'op':'remove','path':'members[value eq \\\"z\\\"]'},"
                                                + "{'op':'remove','path':'members','value':[{'value':'y'}]}]"),
                                GROUP)
                        .applyTo(group);

        assertThat(after).isEqualTo(group);
    }
}
