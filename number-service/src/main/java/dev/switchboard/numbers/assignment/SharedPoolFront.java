package dev.switchboard.numbers.assignment;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Where in each area code the shared pool's numbers begin that nobody has had yet. Numbers are
 * given in the order of an index, so before that place it is full of entries of numbers that are
 * given already; until the next vacuum each look from the start would step over all of them, and
 * cost more with each number given.
 *
 * <p>A hint only. A number before the place (imported later, or given in a transaction that was
 * rolled back) is found by the next look from the start: where there is not enough behind the
 * place, and once a minute.
 */
@Component
final class SharedPoolFront {

    private static final Duration LOOK_FROM_THE_START = Duration.ofMinutes(1);

    private record Place(String e164, long lookedFromTheStart) {}

    private final Map<String, Place> places = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    SharedPoolFront() {
        this(System::nanoTime);
    }

    SharedPoolFront(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The number to look from; empty: from the start. */
    Optional<String> of(String areaCode) {
        Place place = places.get(areaCode);
        return place == null
                        || nanoTime.getAsLong() - place.lookedFromTheStart
                                >= LOOK_FROM_THE_START.toNanos()
                ? Optional.empty()
                : Optional.of(place.e164);
    }

    /** What a look from the start has found, or one from the place. */
    void found(String areaCode, List<FreeNumber> numbers, boolean fromTheStart) {
        Optional<String> first =
                numbers.stream()
                        .filter(number -> number.lastReleasedAt() == null)
                        .map(FreeNumber::e164)
                        .min(Comparator.naturalOrder());
        if (first.isEmpty()) {
            places.remove(areaCode);
        } else {
            places.merge(
                    areaCode,
                    new Place(first.get(), nanoTime.getAsLong()),
                    (old, now) -> fromTheStart ? now : new Place(now.e164, old.lookedFromTheStart));
        }
    }
}
