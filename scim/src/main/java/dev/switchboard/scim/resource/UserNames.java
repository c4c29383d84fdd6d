package dev.switchboard.scim.resource;

import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.Shown;

import rocks.xmpp.precis.PrecisProfiles;

/** User names as they are compared (RFC 7644, section 5; RFC 8265, section 3.3). */
public final class UserNames {

    /** The longest user name, in UTF-16 units. */
    public static final int MAX_LENGTH = 256;

    private UserNames() {}

    /**
     * The key under which a user name is unique: PRECIS' UsernameCaseMapped profile, that is width
     * mapping, lower case, NFC and the refusal of characters that look like others or like nothing.
     *
     * @throws ScimException {@code invalidValue} for a name that the profile refuses
     */
    public static String key(String userName) {
        if (userName.length() > MAX_LENGTH) {
            throw new ScimException(
                    ScimError.INVALID_VALUE,
                    "Attribute 'userName' has %d characters; at most %d are allowed."
                            .formatted(userName.length(), MAX_LENGTH));
        }
        try {
            return PrecisProfiles.USERNAME_CASE_MAPPED.enforce(userName);
        } catch (IllegalArgumentException refused) {
            throw new ScimException(
                    ScimError.INVALID_VALUE,
                    "Attribute 'userName' cannot be '%s': %s. Map an attribute that has none, such as the e-mail address."
                            .formatted(
                                    Shown.of(userName),
                                    userName.chars().anyMatch(Character::isWhitespace)
                                            ? "a user name has no spaces"
                                            : "it has a character that user names cannot have (RFC 8265, such as a symbol or letters of mixed directions)"));
        }
    }
}
