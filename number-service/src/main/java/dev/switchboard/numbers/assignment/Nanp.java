package dev.switchboard.numbers.assignment;

/**
 * The parts of a number of the North American Numbering Plan: {@code +1}, three digits of area
 * code, three of exchange, four of line.
 */
public final class Nanp {

    private static final int AREA_CODE_BEGIN = 2;
    private static final int AREA_CODE_END = 5;

    private Nanp() {}

    /**
     * The area code of a number in E.164 form, {@code 212} of {@code +12125550123}.
     *
     * @throws IndexOutOfBoundsException where the number is too short to have one
     */
    public static String areaCode(String e164) {
        return e164.substring(AREA_CODE_BEGIN, AREA_CODE_END);
    }
}
