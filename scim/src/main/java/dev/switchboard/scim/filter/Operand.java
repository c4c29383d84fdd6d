package dev.switchboard.scim.filter;

import java.math.BigDecimal;
import java.time.Instant;

/** What an attribute is compared with, of the attribute's type. */
public sealed interface Operand {

    /** Text, to be compared in lower case on both sides where the attribute is not case exact. */
    record Text(String value) implements Operand {}

    /** A truth value. */
    record Bool(boolean value) implements Operand {}

    /** A number. */
    record Numeric(BigDecimal value) implements Operand {}

    /** A moment, whatever offset the client wrote it with. */
    record Moment(Instant value) implements Operand {}
}
