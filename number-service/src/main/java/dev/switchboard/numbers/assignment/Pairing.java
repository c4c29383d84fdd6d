package dev.switchboard.numbers.assignment;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Who gets which of the free numbers: first come, first served; the office's area codes in their
 * order; in each the company's own numbers before the shared pool's; among those the one that has
 * been unused for longest.
 */
final class Pairing {

    private record Owned(UUID companyId, String areaCode) {}

    private final Map<Owned, Deque<FreeNumber>> owned = new HashMap<>();
    private final Map<String, Deque<FreeNumber>> shared = new HashMap<>();

    private Pairing(Collection<FreeNumber> free) {
        free.stream().sorted(FreeNumber.LONGEST_UNUSED_FIRST).forEach(this::add);
    }

    /** Numbers for as many of the seekers as there are; who is not in the result gets none. */
    static Map<Subscriber, FreeNumber> of(
            Collection<Subscriber> seekers, Collection<FreeNumber> free) {
        var pairing = new Pairing(free);
        Map<Subscriber, FreeNumber> pairs = new LinkedHashMap<>();
        List<Subscriber> inOrder =
                seekers.stream().sorted(Subscriber.FIRST_COME_FIRST_SERVED).toList();
        for (Subscriber seeker : inOrder) {
            FreeNumber number = pairing.take(seeker);
            if (number != null) {
                pairs.put(seeker, number);
            }
        }
        return pairs;
    }

    private void add(FreeNumber number) {
        UUID owner = number.ownerCompanyId();
        (owner == null
                        ? shared.computeIfAbsent(number.areaCode(), _ -> new ArrayDeque<>())
                        : owned.computeIfAbsent(
                                new Owned(owner, number.areaCode()), _ -> new ArrayDeque<>()))
                .add(number);
    }

    private @Nullable FreeNumber take(Subscriber seeker) {
        for (String areaCode : seeker.areaCodes()) {
            FreeNumber own = poll(owned.get(new Owned(seeker.companyId(), areaCode)));
            FreeNumber number = own != null ? own : poll(shared.get(areaCode));
            if (number != null) {
                return number;
            }
        }
        return null;
    }

    private static @Nullable FreeNumber poll(@Nullable Deque<FreeNumber> queue) {
        return queue == null ? null : queue.poll();
    }
}
