package dev.switchboard.userstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.filter.Filter;
import dev.switchboard.scim.schema.AttributePath;
import dev.switchboard.scim.schema.ResourceDefinition;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Sorted lists, whole and page by page, are what sorting in memory makes of what clients see. */
final class SortPropertiesIT {

    private static final SampleStore SAMPLE = SampleStore.create();
    private static final UUID COMPANY = SAMPLE.store().company;
    private static final ResourceQueries QUERIES = new ResourceQueries(SAMPLE.store().gateway);
    private static final List<StoredResource> USERS = SAMPLE.users();
    private static final List<StoredResource> GROUPS = SAMPLE.groups();

    @Example
    void sortsByEveryAttribute() {
        for (ResourceType type : ResourceType.values()) {
            List<StoredResource> resources = type == ResourceType.USER ? USERS : GROUPS;
            List<AttributePath> paths = SortReference.sortable(type);
            assertThat(paths).hasSizeGreaterThan(type == ResourceType.USER ? 60 : 8);
            for (AttributePath by : paths) {
                for (boolean descending : new boolean[] {false, true}) {
                    Sort sort = new Sort(by, descending);
                    assertThat(ids(page(type, Search.first(1000, null, sort))))
                            .as("by %s", sort)
                            .isEqualTo(ids(SortReference.sorted(resources, sort)));
                }
            }
        }
    }

    @Property(tries = 150)
    void walksTheOrderPageByPage(
            @ForAll("userSorts") Sort sort,
            @ForAll("filters") String filter,
            @ForAll @IntRange(min = 1, max = 25) int size) {
        Filter parsed = filter.isEmpty() ? null : Filter.parse(filter, ResourceDefinition.USER);
        Search first = Search.first(size, parsed, sort);
        List<StoredResource> expected =
                SortReference.sorted(
                        page(ResourceType.USER, Search.first(1000, parsed, null))
                                .resources()
                                .stream()
                                .map(Listed::stored)
                                .toList(),
                        sort);

        assertThat(walk(first)).isEqualTo(ids(expected));
    }

    @Property(tries = 100)
    void findsTheSameByIndexAsByPlace(
            @ForAll("userSorts") Sort sort,
            @ForAll @IntRange(min = 0, max = 59) int rank,
            @ForAll @IntRange(min = 0, max = 70) int skip) {
        List<StoredResource> whole = SortReference.sorted(USERS, sort);
        Position place =
                rank == 0
                        ? null
                        : page(ResourceType.USER, Search.first(rank, null, sort))
                                .resources()
                                .getLast()
                                .position();
        Search search = Search.first(7, null, sort);
        int begin = Math.min(USERS.size(), rank + skip);
        List<UUID> expected = ids(whole.subList(begin, Math.min(USERS.size(), begin + 7)));

        Page byPlace = page(ResourceType.USER, search.from(place, skip));
        Page byIndex = page(ResourceType.USER, search.from(null, rank + (long) skip));

        assertThat(ids(byPlace)).isEqualTo(expected);
        assertThat(ids(byIndex)).isEqualTo(expected);
        assertThat(byPlace.totalResults()).isEqualTo(USERS.size());
        assertThat(byIndex.totalResults()).isEqualTo(USERS.size());
    }

    private static List<UUID> walk(Search first) {
        List<UUID> seen = new ArrayList<>();
        @Nullable Position place = null;
        Page page;
        do {
            page = page(ResourceType.USER, first.from(place, 0));
            seen.addAll(ids(page));
            place = page.resources().isEmpty() ? null : page.resources().getLast().position();
        } while (place != null && seen.size() <= USERS.size());
        return seen;
    }

    private static Page page(ResourceType type, Search search) {
        return QUERIES.search(COMPANY, type, search);
    }

    private static List<UUID> ids(Page page) {
        return page.resources().stream().map(Listed::id).toList();
    }

    private static List<UUID> ids(List<StoredResource> resources) {
        return resources.stream().map(StoredResource::id).toList();
    }

    @Provide
    static Arbitrary<Sort> userSorts() {
        return Combinators.combine(
                        Arbitraries.of(SortReference.sortable(ResourceType.USER)),
                        Arbitraries.of(true, false))
                .as(Sort::new);
    }

    @Provide
    static Arbitrary<String> filters() {
        return Arbitraries.of(
                "",
                "active eq true",
                "emails pr",
                "not (title pr)",
                "userName co \"user\"",
                "emails[type eq \"work\" and value pr]");
    }
}
