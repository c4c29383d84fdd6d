package dev.switchboard.provisioner.entitlements;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.provisioner.outbox.EventOutbox;
import dev.switchboard.userstore.CompanyPart;
import dev.switchboard.userstore.CompanySettings;
import dev.switchboard.userstore.TellingQueue;
import dev.switchboard.userstore.TooMuchAtOnceException;
import dev.switchboard.userstore.UserWrites;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Tells of a company's users as they are, for readers who have missed events. The version is the
 * user's own, so that who knows it already does nothing. One bounded part, one transaction; many
 * instances may do it at once.
 */
@Component
class TellingAgain {

    private static final Logger log = LoggerFactory.getLogger(TellingAgain.class);

    private final TellingQueue queue;
    private final CompanySettingsCache cache;
    private final UserWrites users;
    private final EventOutbox outbox;
    private final UserUpdates updates;
    private final Clock clock;

    TellingAgain(
            TellingQueue queue,
            CompanySettingsCache cache,
            UserWrites users,
            EventOutbox outbox,
            UserUpdates updates,
            Clock clock) {
        this.queue = queue;
        this.cache = cache;
        this.users = users;
        this.outbox = outbox;
        this.updates = updates;
        this.clock = clock;
    }

    /**
     * Goes on with what is queued.
     *
     * @param most how many users in this part at most
     * @return whether there was anything
     * @throws TooMuchAtOnceException where so many are too large
     */
    @Transactional
    public boolean tellOnce(int most) {
        Optional<CompanyPart> part = queue.takePart(most);
        part.ifPresent(this::tell);
        return part.isPresent();
    }

    private void tell(CompanyPart part) {
        UUID companyId = part.companyId();
        if (part.users().isEmpty()) {
            log.info("All users of company '{}' have been told of again.", companyId);
            return;
        }
        CompanySettings company =
                Objects.requireNonNull(cache.hold(Set.of(companyId)).get(companyId));
        Instant now = clock.instant();
        String correlationId = MessageIds.next().toString();
        // Locked, so that no event of a later version comes before this one.
        outbox.add(
                users.lock(part.users()).values().stream()
                        .map(user -> updates.entry(user, company, correlationId, now))
                        .toList());
    }
}
