package dev.switchboard.provisioner.entitlements;

import dev.switchboard.scim.Shown;
import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.userstore.CompanySettings;
import dev.switchboard.userstore.OfficeRow;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The office that a user's attributes fit: the one that {@code officeName}, {@code
 * physicalDeliveryOfficeName} or {@code department} names exactly, by its name or a former one,
 * else one in the user's country. What becomes of a user who fits none is the company's policy.
 */
final class OfficeChoice {

    private static final List<String> NAMING =
            List.of("officeName", "physicalDeliveryOfficeName", "department");

    private OfficeChoice() {}

    /** The office that fits. */
    static Optional<OfficeRow> fitting(ObjectNode document, List<OfficeRow> offices) {
        JsonNode extension = document.path(ResourceDefinition.ENTERPRISE_URN);
        for (String attribute : NAMING) {
            String name = extension.path(attribute).asString("");
            Optional<OfficeRow> named =
                    first(offices, office -> office.name().equals(name))
                            .or(() -> first(offices, o -> o.formerNames().contains(name)));
            if (named.isPresent()) {
                return named;
            }
        }
        String country = country(document, extension);
        return first(offices, office -> country.equalsIgnoreCase(office.country()));
    }

    /** The default office, which is for those who fit none. */
    static Optional<OfficeRow> byDefault(List<OfficeRow> offices) {
        return offices.stream().filter(OfficeRow::isDefault).findFirst();
    }

    /**
     * The first office, by name, in the company's own country; that is its default office's where
     * the company says none. Without such an office, the default one.
     */
    static Optional<OfficeRow> firstInCountry(CompanySettings settings) {
        Optional<OfficeRow> byDefault = byDefault(settings.offices());
        String own = settings.company().country();
        String country = own != null ? own : byDefault.map(OfficeRow::country).orElse(null);
        return settings.offices().stream()
                .filter(office -> country != null && country.equals(office.country()))
                .findFirst()
                .or(() -> byDefault);
    }

    /** Why nothing fits, for the admin who reads it in Okta. */
    static String mismatch(ObjectNode document, List<OfficeRow> offices) {
        JsonNode extension = document.path(ResourceDefinition.ENTERPRISE_URN);
        String given =
                Stream.concat(NAMING.stream(), Stream.of("country"))
                        .filter(name -> extension.hasNonNull(name))
                        .map(
                                name ->
                                        "%s '%s'"
                                                .formatted(
                                                        name,
                                                        Shown.of(
                                                                extension.path(name).asString(""))))
                        .collect(Collectors.joining(", "));
        String known =
                offices.stream()
                        .limit(20)
                        .map(office -> "'" + office.name() + "'")
                        .collect(Collectors.joining(", "));
        return "The user fits no office of this company: %s. Its offices are %s. Correct officeName in the identity provider, or let an admin add the office or change the company's office policy."
                .formatted(
                        given.isEmpty() ? "no attribute names one" : given,
                        known.isEmpty() ? "none yet" : known);
    }

    /** Whether two documents say the same about the office. */
    static boolean saysTheSame(ObjectNode one, ObjectNode other) {
        JsonNode extension = one.path(ResourceDefinition.ENTERPRISE_URN);
        JsonNode otherExtension = other.path(ResourceDefinition.ENTERPRISE_URN);
        return NAMING.stream()
                        .allMatch(name -> extension.path(name).equals(otherExtension.path(name)))
                && country(one, extension).equals(country(other, otherExtension));
    }

    /** Of several that fit, the default one, else the first by name. */
    private static Optional<OfficeRow> first(List<OfficeRow> offices, Predicate<OfficeRow> fits) {
        List<OfficeRow> fitting = offices.stream().filter(fits).toList();
        return byDefault(fitting).or(() -> fitting.stream().findFirst());
    }

    private static String country(ObjectNode document, JsonNode extension) {
        String own = extension.path("country").asString("");
        if (!own.isEmpty()) {
            return own;
        }
        List<JsonNode> addresses =
                document.path("addresses").values().stream()
                        .filter(address -> address.path("country").isString())
                        .toList();
        return Stream.concat(
                        addresses.stream().filter(a -> a.path("primary").asBoolean(false)),
                        addresses.stream())
                .map(address -> address.path("country").asString(""))
                .findFirst()
                .orElse("");
    }
}
