package dev.switchboard.numbers.admin;

import dev.switchboard.numbers.supplier.OrderState;
import dev.switchboard.numbers.supplier.OrderView;
import dev.switchboard.numbers.supplier.SupplierOrders;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** {@code /admin/v1/orders}: what was ordered at the carrier, and what has become of it. */
@RestController
@RequestMapping(path = "/admin/v1/orders", produces = MediaType.APPLICATION_JSON_VALUE)
final class SupplierOrdersController {

    private static final int LARGEST_PAGE = 1000;

    private final SupplierOrders orders;

    SupplierOrdersController(SupplierOrders orders) {
        this.orders = orders;
    }

    /** The newest orders, the newest first. */
    record OrderPage(List<OrderView> orders) {}

    @GetMapping
    OrderPage list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "100") int limit) {
        return new OrderPage(
                orders.newest(
                        state == null ? null : state(state), Math.clamp(limit, 1, LARGEST_PAGE)));
    }

    /** What an admin has found out at the carrier's: {@code refused}. */
    record StateRequest(@Nullable String state) {}

    /** Closes an unclear order. */
    @PutMapping(path = "/{id}/state", consumes = MediaType.APPLICATION_JSON_VALUE)
    OrderView close(@PathVariable UUID id, @RequestBody StateRequest request) {
        if (!OrderState.REFUSED.text().equals(request.state())) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    "'state' is '%s'; only 'refused' is set by hand.".formatted(request.state()));
        }
        OrderView order =
                orders.closeUnclear(id)
                        .orElseThrow(
                                () ->
                                        new ResponseStatusException(
                                                HttpStatus.NOT_FOUND,
                                                "There is no order '%s'.".formatted(id)));
        if (order.state() != OrderState.REFUSED) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT,
                    "Order '%s' is %s; only unclear ones are closed by hand."
                            .formatted(id, order.state().text()));
        }
        return order;
    }

    private static OrderState state(String text) {
        return OrderState.ofText(text)
                .orElseThrow(
                        () ->
                                new ResponseStatusException(
                                        HttpStatus.BAD_REQUEST,
                                        "State '%s' is none of %s"
                                                .formatted(
                                                        text,
                                                        Arrays.stream(OrderState.values())
                                                                .map(OrderState::text)
                                                                .toList())));
    }
}
