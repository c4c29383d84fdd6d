package dev.switchboard.provisioner.entitlements;

import static java.util.Objects.requireNonNullElse;

import dev.switchboard.provisioner.entitlements.LicenceLedger.Claim;
import dev.switchboard.provisioner.entitlements.LicenceLedger.Standing;
import dev.switchboard.scim.Shown;
import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.userstore.CompanySettings;
import dev.switchboard.userstore.GroupMappingRow;
import dev.switchboard.userstore.GroupMembership;
import dev.switchboard.userstore.LicenceRow;
import dev.switchboard.userstore.Licences.Kind;
import dev.switchboard.userstore.OfficeMismatch;
import dev.switchboard.userstore.OfficeRow;
import dev.switchboard.userstore.PhoneNumbers;
import dev.switchboard.userstore.TelephonyState;
import dev.switchboard.userstore.UserRow;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Decides where a user belongs and what they may have. Groups that steer come first, then the
 * user's own attributes, then the company's policy. Knows nothing but its arguments.
 */
public final class PlacementDecider {

    private static final String LICENSE_TYPE = "licenseType";
    private static final String REQUESTED_NUMBER = "requestedNumber";

    private final CompanySettings settings;
    private final LicenceLedger ledger;
    private final Instant now;

    public PlacementDecider(CompanySettings settings, LicenceLedger ledger, Instant now) {
        this.settings = settings;
        this.ledger = ledger;
        this.now = now;
    }

    /**
     * What is asked.
     *
     * @param document what the client wrote
     * @param before the user as stored, or null for a new one
     * @param groups those of the user's groups that may steer
     * @param awaited whether somebody is there to be told of a refusal; if not, or if they did not
     *     ask for what is refused, the user keeps the office, and waits for the licence
     * @param inTurn whether the user is the next of those who wait for a licence
     */
    public record Question(
            UUID userId,
            ObjectNode document,
            boolean active,
            @Nullable UserRow before,
            List<GroupMembership> groups,
            boolean awaited,
            boolean inTurn) {

        /** What was stored, or nothing of a new user. */
        TelephonyState telephony() {
            return before == null ? TelephonyState.NONE : before.telephony();
        }
    }

    /**
     * The decision.
     *
     * @param refusal why the request is refused, for the admin; null where it is not
     */
    public record Placement(
            @Nullable OfficeRow office, TelephonyState telephony, @Nullable String refusal) {}

    /** Decides, and takes the licence from the ledger unless the request is refused. */
    public Placement decide(Question question) {
        String asked = text(question.document(), LICENSE_TYPE);
        boolean officeRefusable =
                question.awaited()
                        && settings.company().officeMismatch() == OfficeMismatch.REJECT
                        && asksForOffice(question);
        boolean licenceRefusable = question.awaited() && asksForLicence(question, asked);
        OfficeRow office = office(question, officeRefusable).orElse(null);
        if (office == null && officeRefusable) {
            return new Placement(
                    null,
                    question.telephony(),
                    OfficeChoice.mismatch(question.document(), settings.offices()));
        }
        Optional<LicenceRow> steered =
                steering(question.groups())
                        .filter(mapping -> mapping.licenceType() != null)
                        .findFirst()
                        .flatMap(m -> settings.licence(requireNonNullElse(m.licenceType(), "")));
        Optional<LicenceRow> named =
                asked == null
                        ? Optional.empty()
                        : settings.licences().stream().filter(l -> l.isNamed(asked)).findFirst();
        LicenceRow kind = steered.or(() -> named).or(settings::defaultLicence).orElse(null);
        Standing standing =
                ledger.claim(
                        new Claim(
                                question.userId(),
                                settings,
                                question.telephony(),
                                question.active() && kind != null ? kind.type() : null,
                                licenceRefusable,
                                question.inTurn()),
                        now);
        if (standing.refused() && kind != null) {
            return new Placement(office, question.telephony(), shortage(kind.type()));
        }
        boolean unknown = asked != null && named.isEmpty() && steered.isEmpty();
        return new Placement(
                office, telephony(question, office, kind, standing, unknown ? asked : null), null);
    }

    private Optional<OfficeRow> office(Question question, boolean refusable) {
        Optional<OfficeRow> chosen =
                steering(question.groups())
                        .map(GroupMappingRow::officeId)
                        .flatMap(id -> Optional.ofNullable(id).flatMap(settings::office).stream())
                        .findFirst()
                        .or(() -> OfficeChoice.fitting(question.document(), settings.offices()));
        if (chosen.isPresent()) {
            return chosen;
        }
        return switch (settings.company().officeMismatch()) {
            case DEFAULT_OFFICE -> OfficeChoice.byDefault(settings.offices());
            case FIRST_IN_COUNTRY -> OfficeChoice.firstInCountry(settings);
            case REJECT -> refusable ? Optional.empty() : present(question.before());
        };
    }

    /**
     * Whether the request itself is about an office: only what asks for a place that does not exist
     * is refused, who is there already stays.
     */
    private static boolean asksForOffice(Question question) {
        UserRow before = question.before();
        return before == null
                || (question.active()
                        && !OfficeChoice.saysTheSame(before.document(), question.document()));
    }

    /**
     * Whether the request itself is about a licence. Where the company has changed, its default or
     * a group's licence, every other request would be refused for what its sender cannot help.
     */
    private static boolean asksForLicence(Question question, @Nullable String asked) {
        UserRow before = question.before();
        return before == null
                || (question.active() && !before.active())
                || !Objects.equals(asked, text(before.document(), LICENSE_TYPE));
    }

    private Optional<OfficeRow> present(@Nullable UserRow before) {
        UUID officeId = before == null ? null : before.officeId();
        return officeId == null ? Optional.empty() : settings.office(officeId);
    }

    private Stream<GroupMappingRow> steering(List<GroupMembership> groups) {
        return groups.isEmpty()
                ? Stream.empty()
                : settings.mappings().stream()
                        .filter(
                                mapping ->
                                        groups.stream()
                                                .anyMatch(
                                                        g ->
                                                                mapping.isAbout(
                                                                        g.groupId(), g.display())));
    }

    private TelephonyState telephony(
            Question question,
            @Nullable OfficeRow office,
            @Nullable LicenceRow chosen,
            Standing standing,
            @Nullable String unknownType) {
        String asked = text(question.document(), REQUESTED_NUMBER);
        String requested = asked == null ? null : PhoneNumbers.e164(asked).orElse(null);
        // A suspended user holds no licence, but their number is kept if they would get one again.
        LicenceRow kind =
                question.active() && chosen != null
                        ? settings.licence(requireNonNullElse(standing.licence(), "")).orElse(null)
                        : chosen;
        boolean numberIncluded = chosen == null || (kind != null && kind.numberIncluded());
        return new TelephonyState(
                standing.licence(),
                standing.wanted(),
                standing.since(),
                licenceDetail(chosen, standing, unknownType),
                numberIncluded,
                office == null ? null : office.areaCodes(),
                requested,
                asked != null && requested == null
                        ? "requestedNumber '%s' is not a telephone number: write it as +12125550123. The office's rule decides instead."
                                .formatted(Shown.of(asked))
                        : null,
                question.telephony().numberDetail());
    }

    private @Nullable String licenceDetail(
            @Nullable LicenceRow chosen, Standing standing, @Nullable String unknownType) {
        String unknown =
                unknownType == null || chosen == null
                        ? ""
                        : "licenseType '%s' is no licence of this company: '%s', its default, is taken instead. "
                                .formatted(Shown.of(unknownType), chosen.type());
        String waits =
                standing.wanted() == null
                        ? ""
                        : "No '%s' licence was left: the user gets the next that becomes free."
                                .formatted(standing.wanted());
        String detail = (unknown + waits).strip();
        return detail.isEmpty() ? null : detail;
    }

    private String shortage(String type) {
        return "No '%s' licence is left: all %d of this company are in use or promised. Add licences, or suspend a user who needs none, and retry the task."
                .formatted(type, ledger.total(new Kind(settings.company().id(), type)));
    }

    /** From our own extension, else from the enterprise one, where Okta's admins like to put it. */
    private static @Nullable String text(ObjectNode document, String attribute) {
        for (String urn :
                List.of(ResourceDefinition.TELEPHONY_URN, ResourceDefinition.ENTERPRISE_URN)) {
            String value = document.path(urn).path(attribute).asString("").strip();
            if (!value.isEmpty()) {
                return value;
            }
        }
        return null;
    }
}
