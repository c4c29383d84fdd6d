package dev.switchboard.userstore;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Takes deleted users out of the request log, where an error's sentence may name them. {@link
 * UserWrites#delete} notes whom.
 */
public final class Erasure {

    /** What stands in the place of an erased sentence. */
    public static final String ERASED = "(erased: the user was deleted)";

    /** Each name is looked for in all failed requests of its company: a statement has an end. */
    private static final int AT_ONCE = 100;

    /** Each may take as long as a statement can: more would hold up the other companies. */
    private static final int MOST_FAILING = 2;

    /** No user has this id. */
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final JdbcClient jdbc;
    private volatile Set<Noted> failing = Set.of();

    public Erasure(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What became of the noted users.
     *
     * @param changed how many entries were changed
     * @param missed the users about whom entries may be left
     * @param failure why, the first time; null where none was missed
     */
    public record Run(int changed, Set<UUID> missed, @Nullable DataAccessException failure) {}

    /** A noted user. */
    private record Noted(UUID companyId, UUID userId) {}

    /**
     * Erases the details of the failed requests that were about a noted user or, until they were
     * deleted, named one, letter case aside: who has the name later may be somebody else. To be
     * called again for the entries that come later. A statement that fails, as over the long log of
     * one company, is tried again for half of its users at a time. Where it fails for two single
     * ones, the company's others wait for the next run, and have their turn there before those two:
     * who fails each time keeps nobody else in the log.
     *
     * @throws DataAccessException where it cannot be told who is noted
     */
    public Run eraseDetails() {
        Set<Noted> last = failing;
        Attempts attempts = new Attempts();
        List<Noted> page = noted(BEFORE_ALL);
        while (!page.isEmpty()) {
            byCompany(page, last).forEach(attempts::erase);
            page = noted(page.getLast().userId());
        }
        last.forEach(user -> attempts.erase(user.companyId(), List.of(user.userId())));
        failing = attempts.failing(last);
        return new Run(attempts.changed, attempts.missed, attempts.failure);
    }

    /** What has become of the noted users so far. */
    private final class Attempts {

        private final Set<UUID> missed = new HashSet<>();
        private final Set<Noted> failed = new LinkedHashSet<>();
        private final Map<UUID, Integer> failedOfCompany = new HashMap<>();
        private int changed;
        private @Nullable DataAccessException failure;

        void erase(UUID company, List<UUID> users) {
            if (failedOfCompany.getOrDefault(company, 0) >= MOST_FAILING) {
                missed.addAll(users);
                return;
            }
            try {
                changed += eraseDetailsOf(users);
            } catch (DataAccessException e) {
                if (users.size() > 1) {
                    int half = users.size() / 2;
                    erase(company, users.subList(0, half));
                    erase(company, users.subList(half, users.size()));
                } else {
                    failedOfCompany.merge(company, 1, Integer::sum);
                    failed.add(new Noted(company, users.getFirst()));
                    missed.addAll(users);
                    failure = failure == null ? e : failure;
                }
            }
        }

        /** Who failed, in the order in which to try again: first who had no turn this time. */
        Set<Noted> failing(Set<Noted> before) {
            Set<Noted> failing = new LinkedHashSet<>(before);
            failing.removeIf(user -> !missed.contains(user.userId()));
            failing.removeAll(failed);
            failing.addAll(failed);
            return Collections.unmodifiableSet(failing);
        }
    }

    private List<Noted> noted(UUID after) {
        return jdbc.sql(
                        """
                        select company_id, user_id from users.erasure
                        where user_id > ? order by user_id limit %d
                        """
                                .formatted(AT_ONCE))
                .param(after)
                .query(
                        (row, number) ->
                                new Noted(Rows.id(row, "company_id"), Rows.id(row, "user_id")))
                .list();
    }

    private static Map<UUID, List<UUID>> byCompany(List<Noted> page, Set<Noted> without) {
        return page.stream()
                .filter(user -> !without.contains(user))
                .collect(
                        Collectors.groupingBy(
                                Noted::companyId,
                                LinkedHashMap::new,
                                Collectors.mapping(Noted::userId, Collectors.toList())));
    }

    private int eraseDetailsOf(List<UUID> users) {
        return jdbc.sql(
                        """
                        update users.request_log r set detail = :erased
                        from users.erasure e
                        where e.user_id = any(:users::uuid[])
                            and r.company_id = e.company_id and r.status >= 400
                            and r.detail is not null and r.detail <> :erased
                            and (r.resource_id = e.user_id
                                or (r.answered_at < e.deleted_at + interval '1 minute'
                                    and position(lower(e.user_name) in lower(r.detail)) > 0))
                        """)
                .param("erased", ERASED)
                .param("users", Batch.ids(users))
                .update();
    }

    /**
     * Forgets whom to look for.
     *
     * @param before those deleted earlier
     * @param missed who is to be looked for again, however long ago they were deleted
     */
    public void forget(Instant before, Collection<UUID> missed) {
        jdbc.sql("delete from users.erasure where deleted_at < ? and user_id <> all(?::uuid[])")
                .params(before.atOffset(ZoneOffset.UTC), Batch.ids(missed))
                .update();
    }
}
