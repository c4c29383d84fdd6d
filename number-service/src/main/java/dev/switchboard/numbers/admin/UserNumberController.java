package dev.switchboard.numbers.admin;

import dev.switchboard.numbers.assignment.HandAssignments;
import dev.switchboard.numbers.assignment.HandAssignments.Order;
import dev.switchboard.numbers.assignment.HandAssignments.UserNumber;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import java.util.UUID;

/** {@code /admin/v1/users/{id}/number}: by hand; every request may be sent again. */
@RestController
@RequestMapping(
        path = "/admin/v1/users/{userId}/number",
        produces = MediaType.APPLICATION_JSON_VALUE)
final class UserNumberController {

    private final HandAssignments assignments;

    UserNumberController(HandAssignments assignments) {
        this.assignments = assignments;
    }

    /**
     * What is asked for.
     *
     * @param number this number, E.164
     * @param areaCode or one of this area code; neither: one by the rule
     * @param replaces the number that the user has now, to swap it
     */
    record AssignRequest(
            @Nullable String number, @Nullable String areaCode, @Nullable String replaces) {}

    @GetMapping
    UserNumber show(@PathVariable UUID userId) {
        return assignments.show(userId);
    }

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    UserNumber assign(@PathVariable UUID userId, @RequestBody AssignRequest request) {
        String replaces = request.replaces();
        return assignments.assign(
                userId,
                order(request),
                replaces == null ? null : Form.E164.checked("replaces", replaces));
    }

    @DeleteMapping
    UserNumber release(@PathVariable UUID userId) {
        return assignments.release(userId);
    }

    private static Order order(AssignRequest request) {
        String number = request.number();
        String areaCode = request.areaCode();
        if (number != null && areaCode != null) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "Give 'number' or 'areaCode', not both.");
        }
        if (number != null) {
            return new Order.ThisNumber(Form.E164.checked("number", number));
        }
        return areaCode == null
                ? new Order.ByRule()
                : new Order.AreaCode(Form.AREA_CODE.checked("areaCode", areaCode));
    }
}
