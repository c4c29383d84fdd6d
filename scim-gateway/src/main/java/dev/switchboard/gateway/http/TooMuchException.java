package dev.switchboard.gateway.http;

import dev.switchboard.gateway.limits.CompanyLimits.Admission.TooMuch;

/** Says that a company asks for more at once than it may, or than there is room for. */
final class TooMuchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient TooMuch tooMuch;

    TooMuchException(TooMuch tooMuch) {
        super(tooMuch.limit().name());
        this.tooMuch = tooMuch;
    }

    TooMuch tooMuch() {
        return tooMuch;
    }
}
