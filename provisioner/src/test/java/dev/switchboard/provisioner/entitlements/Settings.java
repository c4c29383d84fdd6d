package dev.switchboard.provisioner.entitlements;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.OfficeChangePolicy;
import dev.switchboard.userstore.CompanyRow;
import dev.switchboard.userstore.CompanySettings;
import dev.switchboard.userstore.GroupMappingRow;
import dev.switchboard.userstore.LicenceRow;
import dev.switchboard.userstore.LicenceShortage;
import dev.switchboard.userstore.OfficeMismatch;
import dev.switchboard.userstore.OfficeRow;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A company with offices in New York (the default), Boston and Toronto, and three licences. */
final class Settings {

    static final UUID COMPANY = MessageIds.next();
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    static final OfficeRow NEW_YORK = office("New York", "US", "212", true);
    static final OfficeRow BOSTON = office("Boston", "US", "617", false);
    static final OfficeRow TORONTO = office("Toronto", "CA", "416", false);

    private LicenceShortage shortage = LicenceShortage.GROW;
    private OfficeMismatch mismatch = OfficeMismatch.DEFAULT_OFFICE;
    private @Nullable String country;
    private final List<GroupMappingRow> mappings = new ArrayList<>();

    private Settings() {}

    static CompanySettings with(UnaryOperator<Settings> changes) {
        return changes.apply(new Settings()).build();
    }

    Settings shortage(LicenceShortage policy) {
        shortage = policy;
        return this;
    }

    Settings mismatch(OfficeMismatch policy) {
        mismatch = policy;
        return this;
    }

    Settings country(String code) {
        country = code;
        return this;
    }

    Settings mapping(UUID group, @Nullable OfficeRow office, @Nullable String licence, int rank) {
        mappings.add(
                new GroupMappingRow(
                        MessageIds.next(),
                        COMPANY,
                        group,
                        null,
                        office == null ? null : office.id(),
                        licence,
                        rank));
        return this;
    }

    private CompanySettings build() {
        return new CompanySettings(
                new CompanyRow(
                        COMPANY,
                        "Example",
                        "enterprise",
                        true,
                        country,
                        mismatch,
                        OfficeChangePolicy.KEEP,
                        shortage,
                        NOW),
                1,
                List.of(BOSTON, NEW_YORK, TORONTO),
                List.of(
                        new LicenceRow(COMPANY, "contact_center", false, false, 0, 0),
                        new LicenceRow(COMPANY, "sales", true, false, 0, 0),
                        new LicenceRow(COMPANY, "voice", true, true, 0, 0)),
                mappings);
    }

    private static OfficeRow office(
            String name, String country, String areaCode, boolean isDefault) {
        return new OfficeRow(MessageIds.next(), COMPANY, name, country, areaCode, isDefault);
    }
}
