package dev.switchboard.scim.patch;

import static dev.switchboard.scim.schema.ResourceDefinition.GROUP;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.scim.Json;
import dev.switchboard.scim.patch.MemberChange.Member;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

final class MemberChangesTest {

    @Test
    void joinsOktasSingleRemovalsAndKeepsTheOrder() {
        PatchRequest request =
                of(
                        """
                        {'op':'remove','path':'members[value eq \\"a\\"]'},
                        {'op':'remove','path':'members[value eq \\"b\\" or value eq \\"c\\"]'},
                        {'op':'add','path':'members','value':[{'value':'d','display':'D'}]},
                        {'op':'add','value':{'members':[{'value':'e','type':'User'}],'displayName':'G'}},
                        {'op':'remove','path':'members','value':[{'value':'d'}]}
                        """);

        assertThat(request.memberChanges())
                .containsExactly(
                        new MemberChange.Remove(Set.of("a", "b", "c")),
                        new MemberChange.Add(
                                List.of(new Member("d", null, "D"), new Member("e", "User", null))),
                        new MemberChange.Remove(Set.of("d")));
        assertThat(request.withoutMembers().operations())
                .isEqualTo(Json.array("[{'op':'add','path':'displayName','value':'G'}]"));
    }

    @Test
    void replacesAllWhereTheListIsGivenOrEmptied() {
        assertThat(
                        of("{'op':'replace','path':'members','value':[{'value':'a'},{'value':'a'}]}")
                                .memberChanges())
                .containsExactly(new MemberChange.ReplaceAll(List.of(new Member("a", null, null))));
        assertThat(of("{'op':'replace','path':'members','value':[]}").memberChanges())
                .containsExactly(new MemberChange.ReplaceAll(List.of()));
        assertThat(of("{'op':'remove','path':'members'}").memberChanges())
                .containsExactly(new MemberChange.ReplaceAll(List.of()));
    }

    @Test
    void leavesOtherFiltersToTheStore() {
        assertThat(of("{'op':'remove','path':'members[type eq \\\"Group\\\"]'}").memberChanges())
                .singleElement()
                .isInstanceOf(MemberChange.RemoveMatching.class);
    }

    private static PatchRequest of(String operations) {
        return PatchRequest.ofOperations(Json.array("[" + operations + "]"), GROUP);
    }
}
