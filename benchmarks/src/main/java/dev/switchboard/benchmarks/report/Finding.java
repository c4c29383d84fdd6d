package dev.switchboard.benchmarks.report;

/**
 * A target and what was measured.
 *
 * @param target in words, e.g. {@code creates at 64 connections}
 * @param limit e.g. {@code at least 4,200/s}
 * @param measured e.g. {@code 2,310/s}
 */
public record Finding(String target, String limit, String measured, boolean met) {

    /** A target that is a least value. */
    public static Finding atLeast(String target, double least, double measured, String unit) {
        return new Finding(
                target,
                "at least " + number(least) + unit,
                number(measured) + unit,
                measured >= least);
    }

    /** A target that is a greatest value. */
    public static Finding atMost(String target, double most, double measured, String unit) {
        return new Finding(
                target,
                "at most " + number(most) + unit,
                number(measured) + unit,
                measured <= most);
    }

    /** Something of which there must be none. */
    public static Finding none(String target, long count) {
        return new Finding(target, "none", Long.toString(count), count == 0);
    }

    private static String number(double value) {
        return Math.abs(value) >= 100 ? "%,.0f".formatted(value) : "%.2f".formatted(value);
    }
}
