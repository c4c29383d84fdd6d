package dev.switchboard.numbers.assignment;

import dev.switchboard.messages.Entitlement;
import dev.switchboard.numbers.assignment.Subscriber.Standing;
import dev.switchboard.numbers.assignment.Subscriber.Waiting;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Users, numbers and changes for tests of the rules. */
final class Examples {

    static final UUID ACME = new UUID(0xAC, 1);
    static final UUID GLOBEX = new UUID(0x61, 1);
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static final Cause CAUSE = new Cause(new UUID(0xCA, 1), "request-1", null);

    private Examples() {}

    static UUID userId(int n) {
        return new UUID(0x0190, n);
    }

    static Profile profile(UserState state, @Nullable String externalId, String... areaCodes) {
        return new Profile(externalId, null, List.of(areaCodes), state, Entitlement.DEFAULT);
    }

    static Subscriber user(int n, UUID company, String... areaCodes) {
        return user(n, company, profile(UserState.ACTIVE, null, areaCodes));
    }

    static Subscriber user(int n, UUID company, Profile profile) {
        return new Subscriber(
                userId(n),
                company,
                profile,
                1,
                0,
                new Standing(ByHand.NONE, null, null, profile.officeId()),
                CAUSE);
    }

    static Subscriber user(int n) {
        return user(n, ACME, "212");
    }

    static Subscriber in(UserState state, Subscriber user) {
        return user.after(List.of(change(user.version() + 1, state, "212")));
    }

    static Subscriber waitingSince(@Nullable Instant since, Subscriber user) {
        return user.withWaiting(new Waiting(since, user.profile().mainAreaCode()));
    }

    static UserChange change(long version, UserState state, String... areaCodes) {
        return change(version, profile(state, "ext-" + version, areaCodes));
    }

    static UserChange change(long version, Profile profile) {
        return new UserChange(userId(1), ACME, version, profile, CAUSE);
    }

    static FreeNumber free(String e164, @Nullable UUID owner, @Nullable Instant lastReleasedAt) {
        return new FreeNumber(
                e164, e164.substring(2, 5), owner, lastReleasedAt, NumberStatus.AVAILABLE);
    }
}
