package dev.switchboard.numbers.supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The orders, for admins. */
@Component
public final class SupplierOrders {

    private final JdbcOrders orders;
    private final Clock clock;

    SupplierOrders(JdbcOrders orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    /**
     * The newest orders.
     *
     * @param state only those in this state; null: all
     */
    public List<OrderView> newest(@Nullable OrderState state, int limit) {
        return orders.newest(state, limit);
    }

    /**
     * Closes an unclear order as refused: an admin has looked at the carrier's, and the number is
     * not ours. One that is ours needs no hand: it is found and taken in.
     *
     * @return the order as it is now, refused unless it was in another state than unclear; empty
     *     where there is none
     */
    public Optional<OrderView> closeUnclear(UUID id) {
        Optional<OrderView> order = orders.find(id);
        if (order.filter(o -> o.state() == OrderState.UNCLEAR).isEmpty()) {
            return order;
        }
        orders.refused(id, "closed by hand", clock.instant());
        return orders.find(id);
    }
}
