package dev.switchboard.numbers.assignment;

/**
 * The number that a user holds.
 *
 * @param status {@link NumberStatus#ASSIGNED} or {@link NumberStatus#RESERVED}
 * @param shared whether it is of the shared pool, else its holder's company owns it
 */
record HeldNumber(String e164, NumberStatus status, boolean shared) {

    String areaCode() {
        return Nanp.areaCode(e164);
    }
}
