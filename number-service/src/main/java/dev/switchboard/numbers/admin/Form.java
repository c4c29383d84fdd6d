package dev.switchboard.numbers.admin;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

import java.util.regex.Pattern;

/** How a value is to look. */
enum Form {
    E164("\\+1[2-9][0-9]{9}", "+12125550123"),
    AREA_CODE("[2-9][0-9]{2}", "212");

    private final Pattern pattern;
    private final String example;

    Form(String pattern, String example) {
        this.pattern = Pattern.compile(pattern);
        this.example = example;
    }

    /**
     * The value, which looks like this.
     *
     * @throws ResponseStatusException 400 where it does not
     */
    String checked(String field, String value) {
        if (!pattern.matcher(value).matches()) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    "'%s' is '%s'; it must be of the form %s.".formatted(field, value, example));
        }
        return value;
    }
}
