package dev.switchboard.provisioner.commands;

import dev.switchboard.scim.schema.ResourceDefinition;
import dev.switchboard.userstore.OfficeRow;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The office that a user belongs to: the one that {@code officeName}, {@code
 * physicalDeliveryOfficeName} or {@code department} names exactly, else one in the user's country,
 * else the company's default office.
 */
final class OfficeChoice {

    private static final List<String> NAMING =
            List.of("officeName", "physicalDeliveryOfficeName", "department");

    private OfficeChoice() {}

    /** The office, or nothing where the company has none that suits. */
    static Optional<OfficeRow> of(ObjectNode document, List<OfficeRow> offices) {
        JsonNode extension = document.path(ResourceDefinition.ENTERPRISE_URN);
        for (String attribute : NAMING) {
            String name = extension.path(attribute).asString("");
            Optional<OfficeRow> named = first(offices, office -> office.name().equals(name));
            if (named.isPresent()) {
                return named;
            }
        }
        String country = country(document, extension);
        Optional<OfficeRow> inCountry =
                first(offices, office -> country.equalsIgnoreCase(office.country()));
        return inCountry.isPresent() ? inCountry : first(offices, OfficeRow::isDefault);
    }

    /** Of several that fit, the default one, else the first by name. */
    private static Optional<OfficeRow> first(List<OfficeRow> offices, Predicate<OfficeRow> fits) {
        List<OfficeRow> fitting = offices.stream().filter(fits).toList();
        return fitting.stream()
                .filter(OfficeRow::isDefault)
                .findFirst()
                .or(() -> fitting.stream().findFirst());
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
