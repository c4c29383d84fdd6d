package dev.switchboard.scim.filter;

import static dev.switchboard.scim.schema.ResourceDefinition.USER;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.scim2.common.exceptions.BadRequestException;

import dev.switchboard.scim.ScimException;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.opentest4j.TestAbortedException;

import tools.jackson.databind.node.ObjectNode;

/**
 * Ping's SCIM 2 SDK understands our filters as we do: two parsers that know nothing of each other
 * do not make the same mistake. Compared is what the filters answer, for the SDK repeats operands
 * when it reads {@code a and b and c or d}.
 */
final class LibraryAgreementTest {

    @Property(tries = 500)
    void bindsOperatorsAsPingsSdkDoes(
            @ForAll("filters") Filter filter, @ForAll("users") ObjectNode user)
            throws BadRequestException {
        String text = FilterText.loose(filter);
        String theirs = com.unboundid.scim2.common.filters.Filter.fromString(text).toString();

        assertThat(answer(text, user)).isEqualTo(answer(theirs, user));
    }

    private static boolean answer(String text, ObjectNode user) {
        try {
            return FilterMatcher.matches(Filter.parse(text, USER), user);
        } catch (ScimException tooLong) {
            throw new TestAbortedException("The SDK repeated too many operands", tooLong);
        }
    }

    @Provide
    static Arbitrary<ObjectNode> users() {
        return FilterPropertiesTest.users();
    }

    @Provide
    static Arbitrary<Filter> filters() {
        return FilterPropertiesTest.filters();
    }
}
