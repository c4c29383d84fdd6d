package dev.switchboard.scim.patch;

import dev.switchboard.scim.filter.Filter;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A change of a group's members (RFC 7644, section 3.5.2), to be applied in order. */
public sealed interface MemberChange {

    /**
     * A member as the client names it.
     *
     * @param value the identifier of the user or group
     * @param type "User" or "Group", or null where the client does not say
     * @param display the name that the client gave, or null
     */
    record Member(String value, @Nullable String type, @Nullable String display) {

        /** Those in canonical {@code members}, or none where there are none. */
        public static List<Member> listOf(@Nullable JsonNode members) {
            List<Member> named = new ArrayList<>();
            if (members != null) {
                for (JsonNode member : members) {
                    named.add(
                            new Member(
                                    member.path("value").asString(""),
                                    member.path("type").asString(null),
                                    member.path("display").asString(null)));
                }
            }
            return named;
        }
    }

    /** Adds members; those that are there already stay as they are. */
    record Add(List<Member> members) implements MemberChange {}

    /** Removes the members with these identifiers; others than members do no harm. */
    record Remove(Set<String> values) implements MemberChange {}

    /** Removes the members that fit; the filter is about one member, as in a value path. */
    record RemoveMatching(Filter filter) implements MemberChange {}

    /** Makes these the members and no others; an empty list removes all. */
    record ReplaceAll(List<Member> members) implements MemberChange {}
}
