package dev.switchboard.numbers;

import dev.switchboard.messages.Entitlement;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.OfficeChangePolicy;
import dev.switchboard.numbers.assignment.Cause;
import dev.switchboard.numbers.assignment.Profile;
import dev.switchboard.numbers.assignment.UserChange;
import dev.switchboard.numbers.assignment.UserState;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Random lives of the users of two companies: created, suspended, back, moved, with a licence that
 * comes with a number or without, deleted; each told in several batches, some of it again.
 */
final class RandomLives {

    static final List<String> AREA_CODES = List.of("301", "302", "303", "304", "305");

    private final Random random;
    private final List<UUID> companies = List.of(MessageIds.next(), MessageIds.next());
    private final List<UserChange> told = new ArrayList<>();
    private final Map<UUID, UserChange> latest = new HashMap<>();
    private int imported;

    RandomLives(Random random) {
        this.random = random;
    }

    /** A user who is, or will be, told of. */
    UUID anybody() {
        return told.get(random.nextInt(told.size())).userId();
    }

    boolean tells(UUID userId) {
        return latest.containsKey(userId);
    }

    /** One of the numbers that there are, or will be. */
    String anyNumber() {
        return Fixture.number(
                AREA_CODES.get(random.nextInt(AREA_CODES.size())),
                random.nextInt(imported / AREA_CODES.size()));
    }

    /** New changes and old ones, of some users split over several batches. */
    List<List<UserChange>> batches() {
        List<UserChange> changes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            changes.add(random.nextInt(3) == 0 || latest.isEmpty() ? newUser() : nextChange());
        }
        told.addAll(changes);
        for (int i = 0; i < 100; i++) {
            changes.add(told.get(random.nextInt(told.size())));
        }
        Collections.shuffle(changes, random);
        List<List<UserChange>> batches = new ArrayList<>();
        for (int i = 0; i < changes.size(); i += 40) {
            batches.add(List.copyOf(changes.subList(i, Math.min(i + 40, changes.size()))));
        }
        return batches;
    }

    private UserChange newUser() {
        return remember(
                change(
                        MessageIds.next(),
                        companies.get(random.nextInt(2)),
                        1,
                        random.nextInt(5) == 0 ? UserState.SUSPENDED : UserState.ACTIVE,
                        office(),
                        entitlement()));
    }

    private UserChange nextChange() {
        List<UserChange> living =
                latest.values().stream()
                        .filter(c -> c.profile().state() != UserState.DELETED)
                        .toList();
        if (living.isEmpty()) {
            return newUser();
        }
        UserChange before = living.get(random.nextInt(living.size()));
        UserState state =
                switch (random.nextInt(6)) {
                    case 0 -> UserState.DELETED;
                    case 1, 2 -> UserState.SUSPENDED;
                    default -> UserState.ACTIVE;
                };
        return remember(
                change(
                        before.userId(),
                        before.companyId(),
                        before.version() + 1,
                        state,
                        random.nextInt(4) == 0 ? office() : before.profile().areaCodes(),
                        random.nextInt(3) == 0 ? entitlement() : before.profile().entitlement()));
    }

    private UserChange remember(UserChange change) {
        latest.put(change.userId(), change);
        return change;
    }

    /** No office, or one with up to three area codes; its first one names it. */
    private List<String> office() {
        if (random.nextInt(20) == 0) {
            return List.of();
        }
        List<String> areaCodes = new ArrayList<>(AREA_CODES);
        Collections.shuffle(areaCodes, random);
        return List.copyOf(areaCodes.subList(0, 1 + random.nextInt(3)));
    }

    private Entitlement entitlement() {
        return new Entitlement(
                random.nextInt(4) > 0,
                random.nextInt(5) > 0
                        ? null
                        : Fixture.number(AREA_CODES.get(random.nextInt(5)), random.nextInt(100)),
                random.nextBoolean() ? OfficeChangePolicy.KEEP : OfficeChangePolicy.RENUMBER);
    }

    private static UserChange change(
            UUID userId,
            UUID company,
            long version,
            UserState state,
            List<String> areaCodes,
            Entitlement entitlement) {
        boolean deleted = state == UserState.DELETED;
        return new UserChange(
                userId,
                company,
                version,
                new Profile(
                        deleted ? null : "ext-" + userId.hashCode() % 500,
                        areaCodes.isEmpty()
                                ? null
                                : new UUID(0, Long.parseLong(areaCodes.getFirst())),
                        deleted ? List.of() : areaCodes,
                        state,
                        entitlement),
                new Cause(MessageIds.next(), "request", null));
    }

    /** CSV lines of 40 numbers, of the shared pool and of both companies. */
    String moreNumbers() {
        var csv = new StringBuilder();
        for (int i = 0; i < 40; i++, imported++) {
            csv.append(Fixture.number(AREA_CODES.get(imported % 5), imported / 5));
            if (random.nextInt(3) == 0) {
                csv.append(',').append(companies.get(random.nextInt(2)));
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    /** Each user's state and version, once everything has been heard. */
    Map<UUID, String> states() {
        Map<UUID, String> states = new HashMap<>();
        latest.forEach(
                (id, change) ->
                        states.put(
                                id,
                                change.profile().state().name().toLowerCase(Locale.ROOT)
                                        + " "
                                        + change.version()));
        return states;
    }
}
