package dev.switchboard.numbers.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.switchboard.numbers.assignment.NumberStatus;
import dev.switchboard.numbers.inventory.AreaCodeSummary;
import dev.switchboard.numbers.inventory.Holding;
import dev.switchboard.numbers.inventory.ImportReport;
import dev.switchboard.numbers.inventory.JdbcNumbers;
import dev.switchboard.numbers.inventory.NumberImport;
import dev.switchboard.numbers.inventory.NumberQuery;
import dev.switchboard.numbers.inventory.NumberView;
import dev.switchboard.numbers.inventory.Withdrawals;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.List;
import java.util.UUID;

/** {@code /admin/v1/numbers}. */
@RestController
@RequestMapping("/admin/v1/numbers")
final class NumbersController {

    private static final int LARGEST_PAGE = 1000;

    private final NumberImport numberImport;
    private final JdbcNumbers numbers;
    private final Withdrawals withdrawals;

    NumbersController(NumberImport numberImport, JdbcNumbers numbers, Withdrawals withdrawals) {
        this.withdrawals = withdrawals;
        this.numberImport = numberImport;
        this.numbers = numbers;
    }

    /** A page; where {@code next} is given, the next one comes with {@code after=next}. */
    record NumberPage(List<NumberView> numbers, @Nullable String next) {}

    record NumberDetail(@JsonUnwrapped NumberView number, List<Holding> history) {}

    record Summary(List<AreaCodeSummary> areaCodes) {}

    /**
     * Imports {@code number[,companyId]} lines; {@code dryRun=true} only says what would happen.
     */
    @PostMapping(consumes = "text/csv")
    ImportReport importCsv(InputStream body, @RequestParam(defaultValue = "false") boolean dryRun)
            throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(body, UTF_8))) {
            return numberImport.run(reader, dryRun);
        }
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    NumberPage list(
            @RequestParam(required = false) @Nullable String areaCode,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable UUID userId,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") int limit) {
        int size = Math.clamp(limit, 1, LARGEST_PAGE);
        List<NumberView> found =
                numbers.find(
                        new NumberQuery(
                                areaCode == null
                                        ? null
                                        : Form.AREA_CODE.checked("areaCode", areaCode),
                                status == null ? null : status(status),
                                userId,
                                after == null ? null : Form.E164.checked("after", e164(after)),
                                size + 1));
        return found.size() <= size
                ? new NumberPage(found, null)
                : new NumberPage(found.subList(0, size), found.get(size - 1).number());
    }

    @GetMapping(path = "/summary", produces = MediaType.APPLICATION_JSON_VALUE)
    Summary summary() {
        return new Summary(numbers.summary());
    }

    /** One number with everybody who has held it. */
    @GetMapping(path = "/{number}", produces = MediaType.APPLICATION_JSON_VALUE)
    NumberDetail one(@PathVariable String number) {
        String e164 = e164(number);
        NumberView view =
                numbers.find(e164)
                        .orElseThrow(
                                () ->
                                        new ResponseStatusException(
                                                HttpStatus.NOT_FOUND,
                                                "Number '" + e164 + "' is not in the inventory."));
        return new NumberDetail(view, numbers.historyOf(e164));
    }

    /** What a number is to be: {@code retired} or {@code ported_out}. */
    record StatusRequest(String status) {}

    /** Takes a number out of use that nobody holds. */
    @PutMapping(path = "/{number}/status", produces = MediaType.APPLICATION_JSON_VALUE)
    NumberDetail withdraw(@PathVariable String number, @RequestBody StatusRequest request) {
        String e164 = e164(number);
        NumberStatus status = status(request.status());
        if (status != NumberStatus.RETIRED && status != NumberStatus.PORTED_OUT) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    "Status '%s' is not set by hand; retired and ported_out are."
                            .formatted(status.text()));
        }
        NumberDetail before = one(e164);
        if (!withdrawals.withdraw(before.number().number(), status)) {
            NumberStatus now = one(e164).number().status();
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT,
                    now == NumberStatus.PORTED_OUT
                            ? "Number '%s' is ported out, and stays so.".formatted(e164)
                            : "Number '%s' is %s: release or swap it first."
                                    .formatted(e164, now.text()));
        }
        return one(e164);
    }

    /** A '+' in a query string arrives as a space, so the number is taken with and without it. */
    private static String e164(String text) {
        String digits = text.strip();
        return digits.startsWith("+") ? digits : "+" + digits;
    }

    private static NumberStatus status(String text) {
        return NumberStatus.ofText(text)
                .orElseThrow(
                        () ->
                                new ResponseStatusException(
                                        HttpStatus.BAD_REQUEST,
                                        "Status '"
                                                + text
                                                + "' is none of "
                                                + List.of(NumberStatus.values()).stream()
                                                        .map(NumberStatus::text)
                                                        .toList()));
    }
}
