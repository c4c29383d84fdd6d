package dev.switchboard.numbers.inventory;

import dev.switchboard.numbers.assignment.Nanp;

import org.springframework.stereotype.Component;

/** Single numbers that come in for the shared pool. */
@Component
public final class Arrivals {

    private final NumberRules rules;
    private final JdbcStock stock;

    Arrivals(NumberRules rules, JdbcStock stock) {
        this.rules = rules;
        this.stock = stock;
    }

    /** Whether a number may be taken in and is of this area code. */
    public boolean suits(String e164, String areaCode) {
        return rules.judge(e164) instanceof NumberRules.Verdict.Assignable(String canonical)
                && canonical.equals(e164)
                && Nanp.areaCode(e164).equals(areaCode);
    }

    /** The country of an area code, as ISO 3166 names it. */
    public String countryOf(String areaCode) {
        return rules.countryOf(areaCode);
    }

    /** Takes it in and serves waiting users; one that is there already is left alone. */
    public void add(String e164) {
        stock.add(e164);
    }
}
