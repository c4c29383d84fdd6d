package dev.switchboard.userstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.filter.FilterMatcher;
import dev.switchboard.scim.filter.Operand;
import dev.switchboard.scim.filter.Operator;
import dev.switchboard.scim.schema.AttributePath;
import dev.switchboard.scim.schema.AttributeType;
import dev.switchboard.scim.schema.ResourceDefinition;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Filters in SQL mean what they mean in memory, for what is shown to clients. */
final class FilterSqlPropertiesIT {

    private static final SampleStore SAMPLE = SampleStore.create();
    private static final ResourceQueries QUERIES = new ResourceQueries(SAMPLE.store().gateway);
    private static final List<StoredResource> USERS = SAMPLE.users();
    private static final List<StoredResource> GROUPS = SAMPLE.groups();

    @Property(tries = 1000)
    void findsTheUsersThatFit(@ForAll("userFilters") Filter filter) {
        assertThat(found(ResourceType.USER, filter)).isEqualTo(fitting(USERS, filter));
    }

    @Property(tries = 300)
    void findsTheGroupsThatFit(@ForAll("groupFilters") Filter filter) {
        assertThat(found(ResourceType.GROUP, filter)).isEqualTo(fitting(GROUPS, filter));
    }

    @Example
    void hasSomethingToFind() {
        assertThat(USERS).hasSize(60);
        assertThat(GROUPS).hasSize(12);
    }

    private static List<UUID> found(ResourceType type, Filter filter) {
        Page page = QUERIES.search(SAMPLE.store().company, type, Search.first(1000, filter, null));
        assertThat(page.totalResults()).isEqualTo(page.resources().size());
        return page.resources().stream().map(Listed::id).toList();
    }

    private static List<UUID> fitting(List<StoredResource> resources, Filter filter) {
        return resources.stream()
                .filter(resource -> FilterMatcher.matches(filter, resource.resource()))
                .map(StoredResource::id)
                .toList();
    }

    @Provide
    static Arbitrary<Filter> userFilters() {
        Paths of = new Paths(ResourceDefinition.USER);
        String enterprise = ResourceDefinition.ENTERPRISE_URN + ":";
        List<String> texts = texts(ResourceType.USER);
        return nested(
                Arbitraries.oneOf(
                        of.text(texts),
                        of.bool("active", "emails.primary", "phoneNumbers.primary"),
                        of.moment("meta.created", "meta.lastModified"),
                        of.present(texts),
                        of.present(
                                List.of(
                                        "active",
                                        "name",
                                        "emails",
                                        "emails.primary",
                                        "phoneNumbers",
                                        "groups",
                                        "meta",
                                        "meta.created",
                                        enterprise + "manager")),
                        of.values("emails", "value", "type"),
                        of.values("phoneNumbers", "value", "type", "display"),
                        of.values("groups", "value", "display"),
                        of.values("name", "familyName", "givenName"),
                        of.values(enterprise + "manager", "value", "$ref")),
                3);
    }

    @Provide
    static Arbitrary<Filter> groupFilters() {
        Paths of = new Paths(ResourceDefinition.GROUP);
        List<String> texts = texts(ResourceType.GROUP);
        return nested(
                Arbitraries.oneOf(
                        of.text(texts),
                        of.present(texts),
                        of.present(List.of("members", "meta")),
                        of.moment("meta.created", "meta.lastModified"),
                        of.values("members", "value", "display", "type")),
                3);
    }

    /** Every attribute that holds text, those of the extensions by their URNs. */
    private static List<String> texts(ResourceType type) {
        return SortReference.sortable(type).stream()
                .filter(path -> path.target().type().isText())
                .filter(path -> path.target().type() != AttributeType.BINARY)
                .map(AttributePath::toString)
                .toList();
    }

    private static Arbitrary<Filter> nested(Arbitrary<Filter> leaf, int depth) {
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<Filter> inner = nested(leaf, depth - 1);
        return Arbitraries.oneOf(
                leaf,
                inner.map(Filter.Not::new),
                Combinators.combine(inner, inner).as(Filter.And::new),
                Combinators.combine(inner, inner).as(Filter.Or::new));
    }

    /** Filters about attributes of a resource type. */
    private record Paths(ResourceDefinition definition) {

        Arbitrary<Filter> text(List<String> names) {
            return Combinators.combine(
                            Arbitraries.of(names),
                            Arbitraries.of(Operator.class),
                            Arbitraries.of(SAMPLE.texts()))
                    .as(
                            (name, operator, text) ->
                                    new Filter.Comparison(
                                            operator, path(name), new Operand.Text(text)));
        }

        Arbitrary<Filter> bool(String... names) {
            return Combinators.combine(
                            Arbitraries.of(names),
                            Arbitraries.of(Operator.EQ, Operator.NE),
                            Arbitraries.of(true, false))
                    .as(
                            (name, operator, value) ->
                                    new Filter.Comparison(
                                            operator, path(name), new Operand.Bool(value)));
        }

        Arbitrary<Filter> moment(String... names) {
            return Combinators.combine(
                            Arbitraries.of(names),
                            Arbitraries.of(Operator.class)
                                    .filter(operator -> !operator.isSubstring()),
                            Arbitraries.of(-1_000_000_000L, -1L, 0L, 1L, 500L, 999L, 1000L),
                            Arbitraries.of(Store.NOW, Instant.MIN, Instant.MAX))
                    .as(
                            (name, operator, nanos, near) ->
                                    new Filter.Comparison(
                                            operator,
                                            path(name),
                                            new Operand.Moment(
                                                    near.equals(Store.NOW)
                                                            ? near.plusNanos(nanos)
                                                            : near)));
        }

        Arbitrary<Filter> present(List<String> names) {
            return Arbitraries.of(names).map(name -> new Filter.Present(path(name)));
        }

        Arbitrary<Filter> values(String name, String... parts) {
            List<String> names = List.of(parts).stream().map(part -> name + "." + part).toList();
            Arbitrary<Filter> leaf = Arbitraries.oneOf(text(names), present(names));
            if (path(name).attribute().subAttribute("primary") != null) {
                leaf = Arbitraries.oneOf(leaf, bool(name + ".primary"));
            }
            return nested(leaf, 2).map(inner -> new Filter.ValuePath(path(name), inner));
        }

        private AttributePath path(String name) {
            return AttributePath.parse(name, definition, ScimError.INVALID_FILTER);
        }
    }
}
