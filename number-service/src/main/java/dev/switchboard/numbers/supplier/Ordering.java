package dev.switchboard.numbers.supplier;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.numbers.inventory.Arrivals;
import dev.switchboard.numbers.inventory.StockLevel;
import dev.switchboard.numbers.inventory.StockWatch;
import dev.switchboard.numbers.supplier.JdbcOrders.Undecided;
import dev.switchboard.numbers.supplier.NumberSupplier.Answer;
import dev.switchboard.numbers.supplier.NumberSupplier.RefusedException;
import dev.switchboard.numbers.supplier.NumberSupplier.UnavailableException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Orders what is missing to the threshold of each area code whose stock is low, within the bounds.
 * First it clears up what is not known of earlier orders; in an area code in which something still
 * is not, nothing is ordered. What stays unknown becomes unclear: it holds up nothing any more, and
 * is looked up from time to time until it is found or an admin has looked. An order that the
 * carrier refuses it would mostly refuse again, so the area code rests for as long.
 */
final class Ordering {

    private static final Logger log = LoggerFactory.getLogger(Ordering.class);
    private static final int MOST_AT_ONCE = 30;

    /** Numbers of an area code that may turn out to be sold in one run: then the search is old. */
    private static final int MOST_SOLD = 3;

    /** Look-ups in one run: a carrier counts requests too. */
    private static final int MOST_LOOKED_UP = 50;

    private final NumberSupplier supplier;
    private final SupplierSettings settings;
    private final JdbcOrders orders;
    private final StockWatch stock;
    private final Arrivals arrivals;
    private final Clock clock;

    /** By area code or country, why nothing more is ordered there, as the log has it. */
    private final Map<String, String> said = new ConcurrentHashMap<>();

    Ordering(
            NumberSupplier supplier,
            SupplierSettings settings,
            JdbcOrders orders,
            StockWatch stock,
            Arrivals arrivals,
            Clock clock) {
        this.supplier = supplier;
        this.settings = settings;
        this.orders = orders;
        this.stock = stock;
        this.arrivals = arrivals;
        this.clock = clock;
    }

    @Scheduled(
            initialDelayString = "${switchboard.supplier.interval}",
            fixedDelayString = "${switchboard.supplier.interval}")
    void runOnSchedule() {
        try {
            run();
        } catch (RuntimeException e) {
            log.warn("Orders are looked at again later: {}", e.getClass().getSimpleName());
        }
    }

    /** Looks once. Safe to run on any number of instances at a time. */
    void run() {
        try {
            reconcile();
            List<StockLevel> low = stock.look().stream().filter(StockLevel::low).toList();
            said.keySet()
                    .retainAll(
                            low.stream()
                                    .map(StockLevel::areaCode)
                                    .flatMap(code -> Stream.of(code, arrivals.countryOf(code)))
                                    .toList());
            low.stream()
                    .filter(level -> mayOrderIn(level.areaCode()))
                    .collect(
                            groupingBy(
                                    level -> arrivals.countryOf(level.areaCode()),
                                    TreeMap::new,
                                    toList()))
                    .forEach(this::order);
        } catch (UnavailableException e) {
            log.warn("The supplier cannot be asked now ({}).", e.getMessage());
        }
    }

    /** Not where an order is waited for, nor where the carrier has just refused one. */
    private boolean mayOrderIn(String areaCode) {
        return orders.openIn(areaCode) == 0
                && !orders.isRefused(areaCode, clock.instant().minus(settings.lookAgain()));
    }

    private void order(String country, List<StockLevel> levels) {
        if (isPriceFair(country)) {
            levels.forEach(level -> order(country, level));
        }
    }

    private boolean isPriceFair(String country) {
        BigDecimal price;
        try {
            price = supplier.monthlyPrice(country);
        } catch (RefusedException e) {
            say(country, "the supplier does not tell the price (" + e.getMessage() + ")");
            return false;
        }
        if (price.compareTo(settings.mostMonthlyPrice()) > 0) {
            say(
                    country,
                    "a number costs %s a month, and switchboard.supplier.most-monthly-price is %s"
                            .formatted(price, settings.mostMonthlyPrice()));
            return false;
        }
        said.remove(country);
        return true;
    }

    /** An order that another instance sends right now is left to it. */
    private void reconcile() {
        Instant now = clock.instant();
        for (Undecided order :
                orders.undecided(
                        now.minus(settings.timeout().multipliedBy(2)),
                        now.minus(settings.lookAgain()),
                        MOST_LOOKED_UP)) {
            Optional<String> found = find(order);
            if (found.isPresent()) {
                arrive(order.id(), order.e164(), found.get());
                continue;
            }
            boolean late = order.intendedAt().plus(settings.unclearAfter()).isBefore(now);
            if (orders.notFound(order.id(), late, now)) {
                log.warn(
                        "Order {} is unclear: the supplier does not show its number {} after it was"
                                + " placed. See docs/operations.md, SupplierOrdersUnclear.",
                        order.id(),
                        settings.unclearAfter());
            }
        }
    }

    /** What cannot be looked up is not found: the next look-ups may well be answered. */
    private Optional<String> find(Undecided order) {
        try {
            return supplier.find(order.e164());
        } catch (RefusedException e) {
            log.warn(
                    "The supplier refuses to look up the number of order {} ({}).",
                    order.id(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    /** What can be ordered in an area code; one that the supplier refuses holds up no other. */
    private List<String> search(String country, String areaCode) {
        try {
            List<String> offered =
                    supplier.search(country, areaCode, MOST_AT_ONCE).stream()
                            .filter(e164 -> arrivals.suits(e164, areaCode))
                            .toList();
            if (offered.isEmpty()) {
                say(areaCode, "the supplier offers no number there");
            }
            return offered;
        } catch (RefusedException e) {
            say(areaCode, "the supplier refuses a search (" + e.getMessage() + ")");
            return List.of();
        }
    }

    private void order(String country, StockLevel level) {
        String areaCode = level.areaCode();
        long missing = Math.min(MOST_AT_ONCE, level.threshold() - level.available());
        int ordered = 0;
        int sold = 0;
        Iterator<String> offered = search(country, areaCode).iterator();
        if (!offered.hasNext()) {
            return;
        }
        while (offered.hasNext() && ordered < missing) {
            String e164 = offered.next();
            UUID id = MessageIds.next();
            if (!orders.intend(id, e164, clock.instant(), settings, level.threshold())) {
                continue;
            }
            switch (supplier.order(e164, id)) {
                case Answer.Ordered(String supplierId) -> {
                    arrive(id, e164, supplierId);
                    ordered++;
                }
                case Answer.Sold(String reason) -> {
                    sold++;
                    if (sold == MOST_SOLD || !offered.hasNext()) {
                        refuse(id, areaCode, reason);
                        return;
                    }
                    orders.refused(id, reason, clock.instant());
                }
                case Answer.Refused(String reason) -> {
                    refuse(id, areaCode, reason);
                    return;
                }
                case Answer.Busy _ -> {
                    orders.refused(id, "too many requests", clock.instant());
                    throw new UnavailableException("too many requests");
                }
                case Answer.Unknown(String reason) -> {
                    log.warn(
                            "An order in {} is of unknown outcome ({}); it is looked up before"
                                    + " anything else is ordered there.",
                            areaCode,
                            reason);
                    return;
                }
            }
        }
        if (ordered == missing) {
            said.remove(areaCode);
        } else {
            orders.reachedBound(areaCode, clock.instant(), settings)
                    .ifPresent(
                            bound ->
                                    say(areaCode, "switchboard.supplier." + bound + " is reached"));
        }
    }

    private void refuse(UUID id, String areaCode, String reason) {
        log.warn(
                "The supplier refused an order in {} ({}); the next one is placed there after {}.",
                areaCode,
                reason,
                settings.lookAgain());
        orders.refusedByCarrier(id, reason, clock.instant());
    }

    /** Once, not with every run for as long as it is so. */
    private void say(String place, String why) {
        if (!why.equals(said.put(place, why))) {
            log.warn("Nothing more is ordered in {} for now: {}.", place, why);
        }
    }

    /** First the stock, then the order: what breaks off in between is done again and finds it. */
    private void arrive(UUID id, String e164, String supplierId) {
        arrivals.add(e164);
        orders.arrived(id, supplierId, clock.instant());
    }
}
