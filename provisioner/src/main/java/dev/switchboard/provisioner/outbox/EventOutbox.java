package dev.switchboard.provisioner.outbox;

import dev.switchboard.pipeline.outbox.RelayWakeup;
import dev.switchboard.userstore.Outbox;
import dev.switchboard.userstore.OutboxEntry;

import org.springframework.stereotype.Component;

import java.util.List;

/** Takes up events in the transaction that they tell of, and wakes the relay when it commits. */
@Component
public final class EventOutbox {

    private final Outbox outbox;
    private final RelayWakeup wakeup;

    EventOutbox(Outbox outbox, RelayWakeup wakeup) {
        this.outbox = outbox;
        this.wakeup = wakeup;
    }

    /** Adds events, to be sent in this order; to be called in a transaction. */
    public void add(List<OutboxEntry> events) {
        if (events.isEmpty()) {
            return;
        }
        outbox.add(events);
        wakeup.ringAfterCommit();
    }
}
