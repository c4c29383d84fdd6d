package dev.switchboard.numbers.supplier;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The process is killed at one step of an order; what the supplier has done, it has done. */
final class DyingSupplier implements NumberSupplier {

    /** Where it is killed. */
    enum Death {
        BEFORE_THE_ORDER_IS_SENT,
        BEFORE_THE_ANSWER_IS_HEARD,
        /** The number is in stock, the order says nothing of it. */
        BEFORE_THE_ARRIVAL_IS_NOTED
    }

    /** Nobody handles it, as nobody handles a SIGKILL. */
    static final class Killed extends Error {

        private static final long serialVersionUID = 1;
    }

    private final NumberSupplier supplier;
    private final Death death;

    DyingSupplier(NumberSupplier supplier, Death death) {
        this.supplier = supplier;
        this.death = death;
    }

    @Override
    public Answer order(String e164, UUID orderId) {
        if (death == Death.BEFORE_THE_ORDER_IS_SENT) {
            throw new Killed();
        }
        Answer answer = supplier.order(e164, orderId);
        if (death == Death.BEFORE_THE_ANSWER_IS_HEARD) {
            throw new Killed();
        }
        return answer;
    }

    @Override
    public List<String> search(String country, String areaCode, int count) {
        return supplier.search(country, areaCode, count);
    }

    @Override
    public BigDecimal monthlyPrice(String country) {
        return supplier.monthlyPrice(country);
    }

    @Override
    public Optional<String> find(String e164) {
        return supplier.find(e164);
    }

    @Override
    public void release(String supplierId) {
        supplier.release(supplierId);
    }
}
