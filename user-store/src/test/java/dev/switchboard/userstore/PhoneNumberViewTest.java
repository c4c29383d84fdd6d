package dev.switchboard.userstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.scim.patch.PatchRequest;
import dev.switchboard.scim.schema.ResourceDefinition;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

final class PhoneNumberViewTest {

    private static final String NUMBER = "+12125550123";
    private static final String OWN =
            "{'value':'1','type':'mobile','primary':true},{'value':'2','type':'home'}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'op':'add','path':'phoneNumbers','value':[{'value':'2','type':'home'}]}",
                "{'op':'add','path':'phoneNumbers','value':[{'value':'1','type':'mobile'}]}",
                "{'op':'replace','path':'phoneNumbers[type eq \\\"home\\\"].value','value':'2'}",
                "{'op':'remove','path':'phoneNumbers[primary eq true]'}",
                "{'op':'replace','path':'title','value':'x'},{'op':'remove','path':'title'}",
                // What a client writes that repeats what it read.
                "{'op':'replace','path':'phoneNumbers','value':[{'value':'tel:+1-212-555-0123','type':'work','primary':true},{'value':'1','type':'mobile'},{'value':'2','type':'home'}]}"
            })
    void keepsTheMarkOfTheClientsOwnPrimaryNumber(String operations) {
        assertThat(patched(NUMBER, operations)).isEqualTo(user(OWN));
    }

    @Test
    void keepsTheMarkOfANumberThatIsEdited() {
        assertThat(
                        patched(
                                NUMBER,
                                "{'op':'replace','path':'phoneNumbers[type eq \\\"mobile\\\"].value','value':'3'}"))
                .isEqualTo(
                        user(
                                "{'value':'3','type':'mobile','primary':true},{'value':'2','type':'home'}"));
    }

    @Test
    void letsTheClientChooseAnotherPrimaryNumber() {
        assertThat(
                        patched(
                                NUMBER,
                                "{'op':'replace','path':'phoneNumbers[type eq \\\"home\\\"].primary','value':true}"))
                .isEqualTo(
                        user(
                                "{'value':'1','type':'mobile'},{'value':'2','type':'home','primary':true}"));
    }

    @Test
    void letsTheClientTakeTheMarkAway() {
        assertThat(
                        patched(
                                NUMBER,
                                "{'op':'replace','path':'phoneNumbers[type eq \\\"mobile\\\"].primary','value':false}"))
                .isEqualTo(
                        user(
                                "{'value':'1','type':'mobile','primary':false},{'value':'2','type':'home'}"));
    }

    @Test
    void takesAValueWrittenOverTheAssignedNumberForAnOwnOne() {
        assertThat(
                        patched(
                                NUMBER,
                                "{'op':'replace','path':'phoneNumbers[primary eq true].value','value':'9'}"))
                .isEqualTo(user("{'value':'9','type':'work'}," + OWN));
    }

    @Test
    void removesAllWhereTheClientSaysSo() {
        ObjectNode nothing = user("");
        nothing.remove("phoneNumbers");

        assertThat(patched(NUMBER, "{'op':'remove','path':'phoneNumbers'}")).isEqualTo(nothing);
    }

    @Test
    void isTheDocumentItselfWithoutAnAssignedNumber() {
        assertThat(
                        patched(
                                null,
                                "{'op':'add','path':'phoneNumbers','value':[{'value':'3','primary':true}]}"))
                .isEqualTo(
                        user(
                                "{'value':'1','type':'mobile','primary':false},{'value':'2','type':'home'},{'value':'3','primary':true}"));
    }

    @Test
    void keepsTheMarkThroughAPutOfWhatWasRead() {
        ObjectNode read =
                user(
                        "{'value':'tel:+1-212-555-0123','type':'work','primary':true},{'value':'1','type':'mobile'},{'value':'2','type':'home'}");

        assertThat(PhoneNumberView.of(user(OWN), NUMBER).settled(read)).isEqualTo(user(OWN));
    }

    @Test
    void losesTheMarkWhereAPutDoesNotKnowTheAssignedNumber() {
        ObjectNode put = user("{'value':'1','type':'mobile'}");

        assertThat(PhoneNumberView.of(user(OWN), NUMBER).settled(put))
                .isEqualTo(user("{'value':'1','type':'mobile'}"));
    }

    /** Read before the number changed, or went, and written after it. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = NUMBER)
    void dropsANumberThatWasAssignedWhenItWasRead(@Nullable String number) {
        ObjectNode read =
                user(
                        "{'value':'tel:+1-212-555-0199','display':'+1 212-555-0199','type':'work','primary':true},"
                                + "{'value':'1','type':'mobile'},{'value':'2','type':'home'}");
        String without =
                number == null ? "{'value':'1','type':'mobile'},{'value':'2','type':'home'}" : OWN;

        assertThat(PhoneNumberView.of(user(OWN), number).settled(read)).isEqualTo(user(without));
    }

    /** Okta, told to write a number of its own, lays it over the primary one that it has read. */
    @Test
    void keepsANumberThatIsWrittenOverTheAssignedOneOnce() {
        String overwritten =
                "{'value':'7','display':'+1 212-555-0123','type':'work','primary':true}";
        ObjectNode first = PhoneNumberView.of(user(""), NUMBER).settled(user(overwritten));
        ObjectNode second =
                PhoneNumberView.of(first, NUMBER)
                        .settled(user(overwritten + ",{'value':'7','type':'work'}"));

        assertThat(first).isEqualTo(user("{'value':'7','type':'work'}"));
        assertThat(second).isEqualTo(first);
    }

    private static ObjectNode patched(@Nullable String number, String operations) {
        ObjectNode stored = user(OWN);
        ObjectNode after =
                PhoneNumberView.of(stored, number)
                        .patched(
                                PatchRequest.ofOperations(
                                        (ArrayNode) json("[" + operations + "]"),
                                        ResourceDefinition.USER));
        assertThat(stored).isEqualTo(user(OWN));
        return after;
    }

    private static ObjectNode user(String numbers) {
        return (ObjectNode)
                json(
                        "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'a','phoneNumbers':["
                                + numbers
                                + "]}");
    }

    private static tools.jackson.databind.JsonNode json(String text) {
        return new JsonMapper().readTree(text.replace('\'', '"'));
    }
}
