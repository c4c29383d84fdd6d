package dev.switchboard.provisioner.admin;

import dev.switchboard.userstore.RequestLog;
import dev.switchboard.userstore.RequestLogRow;
import dev.switchboard.userstore.RequestLogSearch;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The request log of a company: what its clients asked and what they were told. */
@RestController
@RequestMapping("/admin/v1/companies/{companyId}/requests")
final class RequestLogController {

    private static final int MOST = 1000;

    private final RequestLog requestLog;

    RequestLogController(RequestLog requestLog) {
        this.requestLog = requestLog;
    }

    /**
     * Some entries, the latest first.
     *
     * @param next what to give as {@code before} for the entries before these, or null at the end
     */
    record Entries(List<RequestLogRow> requests, @Nullable UUID next) {}

    /**
     * Entries of the log, the latest first; every parameter narrows the search.
     *
     * @param from answered then or later, in the years 1970 to 9999
     * @param to answered earlier, in the years 1970 to 9999
     * @param failed true for answers of 400 and above only
     * @param resource the id of a user or group
     * @param text part of an error's detail or of the path, letter case aside
     * @param count how many at most, 1 to 1000
     */
    @GetMapping
    Entries find(
            @PathVariable UUID companyId,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable Integer status,
            @RequestParam(defaultValue = "false") boolean failed,
            @RequestParam(required = false) @Nullable String operation,
            @RequestParam(required = false) @Nullable UUID resource,
            @RequestParam(required = false) @Nullable String requestId,
            @RequestParam(required = false) @Nullable UUID token,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable UUID before,
            @RequestParam(defaultValue = "100") int count) {
        if (count < 1 || count > MOST) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    "count is %d; it must be from 1 to %d. Page with 'before'."
                            .formatted(count, MOST));
        }
        List<RequestLogRow> found =
                requestLog.find(
                        new RequestLogSearch(
                                companyId,
                                AdminInput.time("from", from),
                                AdminInput.time("to", to),
                                status,
                                failed,
                                operation,
                                resource,
                                requestId,
                                token,
                                text,
                                before,
                                count));
        return new Entries(found, found.size() < count ? null : found.getLast().id());
    }
}
