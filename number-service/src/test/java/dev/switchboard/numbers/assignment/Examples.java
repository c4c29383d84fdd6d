package dev.switchboard.numbers.assignment;

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

    static Subscriber user(int n, UUID company, @Nullable String areaCode) {
        return new Subscriber(
                userId(n), company, null, null, areaCode, UserState.ACTIVE, 1, 0, null, CAUSE);
    }

    static Subscriber user(int n) {
        return user(n, ACME, "212");
    }

    static Subscriber in(UserState state, Subscriber user) {
        return user.after(List.of(change(user.version() + 1, state, user.areaCode())));
    }

    static Subscriber waitingSince(@Nullable Instant since, Subscriber user) {
        return user.withWaiting(new Waiting(since, user.areaCode()));
    }

    static UserChange change(long version, UserState state, @Nullable String areaCode) {
        return new UserChange(
                userId(1), ACME, version, state, null, areaCode, "ext-" + version, CAUSE);
    }

    static FreeNumber free(String e164, @Nullable UUID owner, @Nullable Instant lastReleasedAt) {
        return new FreeNumber(
                e164, e164.substring(2, 5), owner, lastReleasedAt, NumberStatus.AVAILABLE);
    }
}
