package dev.switchboard.userstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.ResourceType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.UUID;

final class RenderingTest {

    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("01900000-0000-7000-8000-000000000002");
    private static final String TELEPHONY =
            "urn:switchboard:params:scim:schemas:extension:telephony:2.0:User";
    private static final String META =
            "'created':'2026-11-23T10:00:00.123456Z','lastModified':'2026-11-23T10:00:01.123456Z','version':'W/\\'3\\''";

    @Test
    void showsAUserWithoutANumberAsTheClientWroteThem() {
        assertThat(Rendering.user(user("{'schemas':['core'],'userName':'kim'}", null), List.of()))
                .isEqualTo(
                        json(
                                """
                                {'schemas':['core'],'id':'%s','userName':'kim','active':true,
                                 'meta':{'resourceType':'User',%s}}
                                """
                                        .formatted(ID, META)));
    }

    @Test
    void putsTheAssignedNumberFirstAndMakesItTheOnlyPrimary() {
        String document =
                """
                {'schemas':['core'],'userName':'kim','phoneNumbers':[
                    {'value':'+44 20 7946 0000','type':'mobile','primary':true}]}
                """;

        ObjectNode resource =
                Rendering.user(
                        user(document, "+12125550123"),
                        List.of(new GroupMembership(OTHER, "Sales")));

        assertThat(resource)
                .isEqualTo(
                        json(
                                """
                                {'schemas':['core','%s'],'id':'%s','userName':'kim','active':true,
                                 'phoneNumbers':[
                                    {'value':'tel:+1-212-555-0123','display':'+1 212-555-0123','type':'work','primary':true},
                                    {'value':'+44 20 7946 0000','type':'mobile'}],
                                 'groups':[{'value':'%s','display':'Sales','type':'direct'}],
                                 '%s':{'office':'New York','assignedNumber':'+12125550123','numberStatus':'assigned','licenseStatus':'none'},
                                 'meta':{'resourceType':'User',%s}}
                                """
                                        .formatted(TELEPHONY, ID, OTHER, TELEPHONY, META)));
    }

    @Test
    void leavesTheStoredDocumentAlone() {
        UserRow user =
                user(
                        "{'schemas':['core'],'phoneNumbers':[{'value':'1','primary':true}]}",
                        "+12125550123");
        ObjectNode before = user.document().deepCopy();

        Rendering.user(user, List.of());

        assertThat(user.document()).isEqualTo(before);
    }

    @Test
    void showsAGroupWithItsMembersIfTheyWereAskedFor() {
        GroupRow group =
                new GroupRow(
                        ID,
                        OTHER,
                        "Sales",
                        null,
                        3,
                        Store.NOW,
                        Store.NOW.plusSeconds(1),
                        json("{'schemas':['core'],'displayName':'Sales'}"));
        List<Member> members =
                List.of(
                        new Member(ID, ResourceType.USER, "Kim"),
                        new Member(OTHER, ResourceType.GROUP, null));
        ObjectNode plain =
                json(
                        "{'schemas':['core'],'id':'%s','displayName':'Sales','meta':{'resourceType':'Group',%s}}"
                                .formatted(ID, META));

        assertThat(Rendering.group(group, null)).isEqualTo(plain);
        assertThat(Rendering.group(group, List.of())).isEqualTo(plain);
        assertThat(Rendering.group(group, members))
                .isEqualTo(
                        plain.set(
                                "members",
                                json("{'m':[{'value':'%s','type':'User','display':'Kim'},{'value':'%s','type':'Group'}]}"
                                                .formatted(ID, OTHER))
                                        .get("m")));
    }

    @Test
    void knowsTheEchoOfTheAssignedNumberHoweverItIsWritten() {
        for (String echo :
                List.of(
                        "tel:+1-212-555-0123",
                        "TEL:+12125550123",
                        "+1 212-555-0123",
                        "+1 (212) 555.0123",
                        "12125550123",
                        "212-555-0123",
                        "tel:212-555-0123;phone-context=+1",
                        " 212 555 0123 ")) {
            ObjectNode document = json("{'phoneNumbers':[{'value':'%s'}]}".formatted(echo));
            Rendering.stripAssignedNumber(document, "+12125550123");
            assertThat(document).as(echo).isEqualTo(json("{}"));
        }
    }

    @Test
    void keepsTheClientsOwnNumbers() {
        ObjectNode document =
                json(
                        """
                        {'phoneNumbers':[{'value':'+1-212-555-0124'},{'value':'+12125550123'},
                            {'value':'tel:+1-212-555-0123;ext=7'},{'value':'5550123'},{'type':'x'}]}
                        """);

        Rendering.stripAssignedNumber(document, "+12125550123");

        assertThat(document.get("phoneNumbers"))
                .extracting(value -> value.path("value").asString(""))
                .containsExactly("+1-212-555-0124", "tel:+1-212-555-0123;ext=7", "5550123", "");
        ObjectNode kept = document.deepCopy();
        Rendering.stripAssignedNumber(document, null);
        assertThat(document).isEqualTo(kept);
    }

    private static UserRow user(String document, @Nullable String number) {
        return new UserRow(
                ID,
                OTHER,
                "kim",
                "kim",
                null,
                true,
                3,
                Store.NOW.plusNanos(1),
                Store.NOW.plusSeconds(1),
                null,
                number == null ? null : "New York",
                number,
                number == null ? "none" : "assigned",
                0,
                json(document),
                TelephonyState.NONE);
    }

    private static ObjectNode json(String text) {
        return Store.json(text);
    }
}
