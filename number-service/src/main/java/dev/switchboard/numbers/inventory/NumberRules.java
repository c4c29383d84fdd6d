package dev.switchboard.numbers.inventory;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import java.util.Set;

/**
 * Which numbers can be given to users: geographic numbers of the North American Numbering Plan.
 * libphonenumber knows the plan; the rest is what it lets pass (it takes 411 and 911 for exchanges)
 * or does not know yet.
 */
@ConfigurationProperties("switchboard.numbers")
public final class NumberRules {

    private static final int NANP = 1;

    /** Of an exchange that may be used in every area code. */
    private static final String ANY_LOCAL_NUMBER = "2345678";

    /** Exchanges that serve a purpose of their own: paging, test lines, mass calling. */
    private static final Set<String> SPECIAL_EXCHANGES = Set.of("950", "958", "959", "976");

    private final PhoneNumberUtil phoneNumbers = PhoneNumberUtil.getInstance();
    private final Set<String> extraAreaCodes;

    /**
     * @param extraAreaCodes area codes in service that are newer than libphonenumber's data
     */
    public NumberRules(Set<String> extraAreaCodes) {
        this.extraAreaCodes = Set.copyOf(extraAreaCodes);
    }

    /** Whether a number may be taken in, and in which form. */
    public sealed interface Verdict {

        /** It may be, in this E.164 form. */
        record Assignable(String e164) implements Verdict {}

        /** It may not be, because of this sentence. */
        record Refused(String reason) implements Verdict {}
    }

    /** Judges a number in international form: {@code +12125550123}, separators allowed. */
    public Verdict judge(String text) {
        if (!text.startsWith("+")) {
            return new Verdict.Refused("it must be in E.164 form, like +12125550123");
        }
        PhoneNumber number;
        try {
            number = phoneNumbers.parse(text, null);
        } catch (NumberParseException _) {
            return new Verdict.Refused("it is not a telephone number");
        }
        String national = phoneNumbers.getNationalSignificantNumber(number);
        if (number.getCountryCode() != NANP || national.length() != 10) {
            return new Verdict.Refused("it is not a +1 number of ten digits");
        }
        if (number.hasExtension()) {
            return new Verdict.Refused("it has an extension");
        }
        String refusal = refusal(number, national);
        return refusal == null
                ? new Verdict.Assignable(phoneNumbers.format(number, PhoneNumberFormat.E164))
                : new Verdict.Refused(refusal);
    }

    /**
     * The country of an area code as ISO 3166 names it, {@code CA} of 416; the United States where
     * it is newer than libphonenumber's data.
     */
    public String countryOf(String areaCode) {
        String country =
                phoneNumbers.getRegionCodeForNumber(
                        new PhoneNumber()
                                .setCountryCode(NANP)
                                .setNationalNumber(Long.parseLong(areaCode + ANY_LOCAL_NUMBER)));
        return country == null ? "US" : country;
    }

    private @Nullable String refusal(PhoneNumber number, String national) {
        String areaCode = national.substring(0, 3);
        String exchange = national.substring(3, 6);
        String line = national.substring(6);
        if (isServiceCode(areaCode) || areaCode.charAt(0) < '2' || areaCode.charAt(1) == '9') {
            return "'" + areaCode + "' cannot be an area code";
        }
        if (isServiceCode(exchange) || exchange.charAt(0) < '2') {
            return "'" + exchange + "' cannot be an exchange";
        }
        if (SPECIAL_EXCHANGES.contains(exchange)) {
            return "exchange '" + exchange + "' is not for subscribers";
        }
        if (exchange.equals("555") && !line.startsWith("01")) {
            return "of exchange '555' only 0100 to 0199 may be used";
        }
        if (extraAreaCodes.contains(areaCode)) {
            return null;
        }
        if (!phoneNumbers.isValidNumber(number)
                || phoneNumbers.getLengthOfGeographicalAreaCode(number) != 3) {
            return "area code '" + areaCode + "' is not a geographic one in service";
        }
        return null;
    }

    /** N11, such as 411 and 911. */
    private static boolean isServiceCode(String code) {
        return code.endsWith("11");
    }
}
