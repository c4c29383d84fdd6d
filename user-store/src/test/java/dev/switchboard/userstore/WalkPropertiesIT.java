package dev.switchboard.userstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.schema.AttributePath;
import dev.switchboard.scim.schema.ResourceDefinition;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * A walk from place to place sees everybody who stays exactly once and nobody twice, while others
 * come and go, those included at whom it stands (RFC 9865, section 2); and the total is true on
 * each page.
 */
final class WalkPropertiesIT {

    private static final int USERS = 40;
    private static final Store STORE = Store.fresh();
    private static final ResourceQueries QUERIES = new ResourceQueries(STORE.gateway);
    private static final UserWrites WRITES = new UserWrites(STORE.provisioner);

    @Property(tries = 60)
    void seesThoseWhoStayOnce(
            @ForAll("sortBy") String sortBy,
            @ForAll boolean descending,
            @ForAll @IntRange(min = 1, max = 9) int size,
            @ForAll Random random) {
        UUID company = MessageIds.next();
        new Companies(STORE.jdbc).upsertCompany(company, "Walked", Store.NOW);
        Set<UUID> present = new HashSet<>(insert(company, USERS, random));
        Set<UUID> stayed = new HashSet<>(present);
        Search first = Search.first(size, null, sort(sortBy, descending));
        List<UUID> seen = new ArrayList<>();
        @Nullable Position place = null;
        do {
            Page page = QUERIES.search(company, ResourceType.USER, first.from(place, 0));
            assertThat(page.totalResults()).isEqualTo(present.size());
            page.resources().forEach(found -> seen.add(found.id()));
            place = page.resources().isEmpty() ? null : page.resources().getLast().position();
            if (place != null && seen.size() < 3 * USERS) {
                present.addAll(insert(company, random.nextInt(2), random));
                List<UUID> gone = some(present, random);
                if (random.nextBoolean()) {
                    gone.add(place.id());
                }
                WRITES.delete(gone);
                gone.forEach(present::remove);
                gone.forEach(stayed::remove);
            }
        } while (place != null);

        assertThat(seen).doesNotHaveDuplicates().containsAll(stayed);
    }

    private static List<UUID> some(Set<UUID> present, Random random) {
        List<UUID> some = new ArrayList<>();
        for (UUID id : present) {
            if (random.nextInt(20) == 0) {
                some.add(id);
            }
        }
        return some;
    }

    private static List<UUID> insert(UUID company, int count, Random random) {
        List<UserRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String title =
                    random.nextInt(3) == 0
                            ? ""
                            : ",'title':'%s'".formatted("abcXYZ".charAt(random.nextInt(6)));
            UserRow user =
                    STORE.user(
                            "{'userName':'%d-%s','active':true%s}"
                                    .formatted(random.nextInt(10), MessageIds.next(), title),
                            null,
                            "none");
            rows.add(
                    new UserRow(
                            user.id(),
                            company,
                            user.userName(),
                            user.userNameKey(),
                            null,
                            true,
                            1,
                            Store.NOW,
                            Store.NOW,
                            null,
                            null,
                            null,
                            "none",
                            0,
                            user.document(),
                            TelephonyState.NONE));
        }
        WRITES.insert(rows);
        return rows.stream().map(UserRow::id).toList();
    }

    private static @Nullable Sort sort(String by, boolean descending) {
        return by.isEmpty()
                ? null
                : new Sort(
                        AttributePath.parse(by, ResourceDefinition.USER, ScimError.INVALID_VALUE),
                        descending);
    }

    @Provide
    static Arbitrary<String> sortBy() {
        return Arbitraries.of("", "userName", "title", "meta.created", "id", "externalId");
    }
}
