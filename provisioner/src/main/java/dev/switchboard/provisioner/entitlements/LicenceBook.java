package dev.switchboard.provisioner.entitlements;

import dev.switchboard.messages.Envelope;
import dev.switchboard.messages.LicenceEvent;
import dev.switchboard.messages.MessageCodec;
import dev.switchboard.messages.MessageCodec.Encoded;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.provisioner.entitlements.LicenceLedger.Movement;
import dev.switchboard.userstore.CompanySettings;
import dev.switchboard.userstore.LicenceRow;
import dev.switchboard.userstore.LicenceShortage;
import dev.switchboard.userstore.Licences;
import dev.switchboard.userstore.Licences.Change;
import dev.switchboard.userstore.Licences.Kind;
import dev.switchboard.userstore.OutboxEntry;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Companies' stock of licences. A company that lets it grow is counted at the very end of the
 * transaction, so that its batches wait for each other during a commit only; the stock of the
 * others is locked before anything is decided, because the decision depends on it.
 */
@Component
public final class LicenceBook {

    private final Licences licences;
    private final MessageCodec codec;

    LicenceBook(Licences licences, MessageCodec codec) {
        this.licences = licences;
        this.codec = codec;
    }

    /** Begins; to be called once the users concerned are locked and before any is written. */
    public LicenceLedger open(Collection<CompanySettings> settings) {
        Set<UUID> counted = new HashSet<>();
        for (CompanySettings company : settings) {
            if (company.company().onLicenceShortage() != LicenceShortage.GROW) {
                counted.add(company.company().id());
            }
        }
        Map<Kind, LicenceRow> stock = new HashMap<>();
        if (counted.isEmpty()) {
            return new LicenceLedger(stock, Map.of());
        }
        licences.lock(counted)
                .forEach(row -> stock.put(new Kind(row.companyId(), row.type()), row));
        return new LicenceLedger(stock, licences.waiting(counted));
    }

    /**
     * Ends: writes the counts, last of all, and gives the events.
     *
     * @param cause where the events' correlation comes from
     * @throws org.springframework.dao.DataIntegrityViolationException where the counts do not fit:
     *     the transaction fails, nothing is lost
     */
    public List<OutboxEntry> settle(
            LicenceLedger ledger, Map<UUID, CompanySettings> settings, Cause cause, Instant now) {
        List<Movement> movements = ledger.movements();
        List<Change> changes = new ArrayList<>();
        for (Movement movement : movements) {
            CompanySettings company = settings.get(movement.kind().companyId());
            changes.add(
                    new Change(
                            movement.kind(),
                            movement.consumed().size() - movement.released().size(),
                            company != null
                                    && company.company().onLicenceShortage()
                                            == LicenceShortage.GROW));
        }
        Map<Kind, LicenceRow> before = licences.apply(changes);
        List<OutboxEntry> events = new ArrayList<>();
        for (Movement movement : movements) {
            LicenceRow row = before.get(movement.kind());
            if (row != null) {
                events(movement, row).forEach(event -> events.add(entry(event, cause, now)));
            }
        }
        return events;
    }

    /**
     * What a batch goes back to: its first message, or the reason why users are looked at again.
     */
    public record Cause(String correlationId, @Nullable UUID messageId) {}

    private static List<LicenceEvent> events(Movement movement, LicenceRow row) {
        List<LicenceEvent> events = new ArrayList<>();
        UUID companyId = row.companyId();
        String type = row.type();
        int used = row.used() - movement.released().size();
        if (!movement.released().isEmpty()) {
            events.add(
                    new LicenceEvent.LicencesReleased(
                            companyId, type, movement.released(), used, row.total()));
        }
        used += movement.consumed().size();
        int total = Math.max(row.total(), used);
        if (total > row.total()) {
            events.add(new LicenceEvent.LicencesGrown(companyId, type, total - row.total(), total));
        }
        if (!movement.consumed().isEmpty()) {
            events.add(
                    new LicenceEvent.LicencesConsumed(
                            companyId, type, movement.consumed(), used, total));
        }
        return events;
    }

    private OutboxEntry entry(LicenceEvent event, Cause cause, Instant now) {
        Encoded encoded = codec.encode(event);
        return new OutboxEntry(
                0,
                encoded.topic(),
                event.companyId(),
                MessageIds.next(),
                encoded.type(),
                Envelope.subjectOfCompany(event.companyId()),
                event.companyId(),
                cause.correlationId(),
                cause.messageId(),
                null,
                now,
                encoded.body());
    }
}
