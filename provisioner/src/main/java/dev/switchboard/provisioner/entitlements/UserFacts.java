package dev.switchboard.provisioner.entitlements;

import dev.switchboard.messages.Entitlement;
import dev.switchboard.messages.Office;
import dev.switchboard.messages.UserEvent;
import dev.switchboard.userstore.CompanySettings;
import dev.switchboard.userstore.Rendering;
import dev.switchboard.userstore.UserRow;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;

/** What a user's events say about office and entitlement. */
public final class UserFacts {

    private UserFacts() {}

    /** That something about the user is different. */
    public static UserEvent.UserUpdated updated(UserRow user, CompanySettings settings) {
        return new UserEvent.UserUpdated(
                user.id(),
                user.version(),
                user.active(),
                office(user, settings),
                entitlement(user, settings),
                Rendering.user(user, List.of()));
    }

    /** The office, or null for none. */
    public static @Nullable Office office(UserRow user, CompanySettings settings) {
        UUID officeId = user.officeId();
        return officeId == null
                ? null
                : settings.office(officeId)
                        .map(o -> new Office(o.id(), o.name(), o.areaCode(), o.fallbackAreaCodes()))
                        .orElse(null);
    }

    /** What the user may have. */
    public static Entitlement entitlement(UserRow user, CompanySettings settings) {
        return new Entitlement(
                user.telephony().numberIncluded(),
                user.telephony().requestedNumber(),
                settings.company().onOfficeChange());
    }
}
