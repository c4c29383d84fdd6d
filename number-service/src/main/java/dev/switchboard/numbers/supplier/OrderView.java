package dev.switchboard.numbers.supplier;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * An order, as an admin sees it.
 *
 * @param id the order's own; the supplier keeps it with the number ("switchboard-" and the id)
 * @param intendedAt when it was written down, right before it was sent
 * @param decidedAt when it was known what became of it, else null
 * @param supplierId the supplier's id of the number that came, else null
 * @param reason why it was refused, or could not be given back yet, else null
 * @param releasedAt when the number was given back to the supplier, else null
 */
public record OrderView(
        UUID id,
        String number,
        OrderState state,
        Instant intendedAt,
        @Nullable Instant decidedAt,
        @Nullable String supplierId,
        @Nullable String reason,
        @Nullable Instant releasedAt) {}
