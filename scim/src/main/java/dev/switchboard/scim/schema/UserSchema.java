package dev.switchboard.scim.schema;

import static dev.switchboard.scim.schema.Mutability.READ_ONLY;

import java.util.ArrayList;
import java.util.List;

/** The schemas of users (RFC 7643, sections 4.1, 4.3 and 8.7.1) and the product's own. */
final class UserSchema {

    private UserSchema() {}

    static SchemaDefinition core() {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(
                Attribute.string("userName", "The unique name with which the user signs in.")
                        .required()
                        .uniqueness(Uniqueness.SERVER)
                        .build());
        attributes.add(Attribute.complex("name", "The parts of the real name.", name()).build());
        attributes.addAll(singular());
        attributes.addAll(plural());
        return new SchemaDefinition(
                ResourceDefinition.USER_URN, "User", "User Account", attributes);
    }

    private static List<Attribute> name() {
        return List.of(
                text("formatted", "The full name, as it is displayed."),
                text("familyName", "The family name."),
                text("givenName", "The given name."),
                text("middleName", "The middle names."),
                text("honorificPrefix", "Title before the name."),
                text("honorificSuffix", "Suffix after the name."));
    }

    private static List<Attribute> singular() {
        return List.of(
                text("displayName", "The name as people see it."),
                text("nickName", "The casual name."),
                Attribute.of(AttributeType.REFERENCE, "profileUrl", "A page about the user.")
                        .pointingTo("external")
                        .build(),
                text("title", "The title, such as 'Vice President'."),
                text("userType", "The relation to the organisation, such as 'Contractor'."),
                text("preferredLanguage", "The preferred language, as in Accept-Language."),
                text("locale", "The locale for formats, such as 'en-US'."),
                text("timezone", "The IANA time zone, such as 'America/New_York'."),
                Attribute.of(AttributeType.BOOLEAN, "active", "False for a suspended user.")
                        .build(),
                Attribute.string("password", "Accepted and forgotten: users sign in elsewhere.")
                        .caseExact()
                        .mutability(Mutability.WRITE_ONLY)
                        .returned(Returned.NEVER)
                        .build());
    }

    private static List<Attribute> plural() {
        return List.of(
                many("emails", "E-mail addresses.", "work", "home", "other"),
                many(
                        "phoneNumbers",
                        "Telephone numbers; the server adds the assigned one as the primary.",
                        "work",
                        "home",
                        "mobile",
                        "fax",
                        "pager",
                        "other"),
                many("ims", "Instant messaging addresses.", "aim", "xmpp", "skype"),
                photos(),
                addresses(),
                groups(),
                bare("entitlements", "What the user may use."),
                bare("roles", "What the user is: 'Student', 'Faculty'."),
                certificates());
    }

    private static Attribute many(String name, String description, String... types) {
        List<Attribute> parts = new ArrayList<>();
        parts.add(text("value", "The value."));
        parts.addAll(displayTypePrimary(types));
        return Attribute.complex(name, description, parts).many().build();
    }

    private static Attribute bare(String name, String description) {
        List<Attribute> parts = new ArrayList<>();
        parts.add(text("value", "The value."));
        parts.addAll(displayTypePrimary());
        return Attribute.complex(name, description, parts).many().bareValueAccepted().build();
    }

    private static List<Attribute> displayTypePrimary(String... types) {
        return List.of(
                text("display", "The value as people see it."),
                Attribute.string("type", "What the value is for.").suggesting(types).build(),
                Attribute.of(AttributeType.BOOLEAN, "primary", "True for at most one value.")
                        .build());
    }

    private static Attribute photos() {
        List<Attribute> parts = new ArrayList<>();
        parts.add(
                Attribute.of(AttributeType.REFERENCE, "value", "The URL of the picture.")
                        .pointingTo("external")
                        .build());
        parts.addAll(displayTypePrimary("photo", "thumbnail"));
        return Attribute.complex("photos", "Pictures of the user.", parts).many().build();
    }

    private static Attribute addresses() {
        return Attribute.complex(
                        "addresses",
                        "Postal addresses.",
                        List.of(
                                text("formatted", "The full address, with line breaks."),
                                text("streetAddress", "Street, house number, apartment."),
                                text("locality", "City."),
                                text("region", "State or region."),
                                text("postalCode", "Postal code."),
                                text("country", "Country, ISO 3166-1 alpha-2."),
                                Attribute.string("type", "What the address is for.")
                                        .suggesting("work", "home", "other")
                                        .build(),
                                Attribute.of(
                                                AttributeType.BOOLEAN,
                                                "primary",
                                                "True for at most one address.")
                                        .build()))
                .many()
                .build();
    }

    private static Attribute groups() {
        return Attribute.complex(
                        "groups",
                        "The groups to which the user belongs; changed by way of the group.",
                        List.of(
                                Attribute.string("value", "The identifier of the group.")
                                        .caseExact()
                                        .mutability(READ_ONLY)
                                        .build(),
                                Attribute.of(AttributeType.REFERENCE, "$ref", "Its URI.")
                                        .mutability(READ_ONLY)
                                        .pointingTo("User", "Group")
                                        .build(),
                                shown("display", "The group's name."),
                                Attribute.string("type", "Direct membership only.")
                                        .mutability(READ_ONLY)
                                        .suggesting("direct", "indirect")
                                        .build()))
                .many()
                .mutability(READ_ONLY)
                .build();
    }

    private static Attribute certificates() {
        List<Attribute> parts = new ArrayList<>();
        parts.add(
                Attribute.of(AttributeType.BINARY, "value", "One certificate, DER in base64.")
                        .build());
        parts.addAll(displayTypePrimary());
        return Attribute.complex("x509Certificates", "Certificates of the user.", parts)
                .many()
                .build();
    }

    static SchemaDefinition enterprise() {
        return new SchemaDefinition(
                ResourceDefinition.ENTERPRISE_URN,
                "EnterpriseUser",
                "Enterprise User, with the product's choice of office, licence and number",
                List.of(
                        text("employeeNumber", "The number that the organisation gave."),
                        text("costCenter", "The cost center."),
                        text("organization", "The organisation."),
                        text("division", "The division."),
                        text("department", "The department; names an office if the others do not."),
                        manager(),
                        text("officeName", "The office, by its exact name; comes first."),
                        text("physicalDeliveryOfficeName", "The office, if officeName is not set."),
                        text("country", "Where no office is named: an office of this country."),
                        text("licenseType", "The licence that the user takes."),
                        text("requestedNumber", "The number that the user is to get, E.164.")));
    }

    private static Attribute manager() {
        return Attribute.complex(
                        "manager",
                        "The user's manager.",
                        List.of(
                                text("value", "The identifier of the manager."),
                                Attribute.of(
                                                AttributeType.REFERENCE,
                                                "$ref",
                                                "The manager's URI: not kept, for the value tells.")
                                        .mutability(READ_ONLY)
                                        .pointingTo("User")
                                        .build(),
                                shown("displayName", "The manager's name.")))
                .bareValueAccepted()
                .build();
    }

    static SchemaDefinition telephony() {
        return new SchemaDefinition(
                ResourceDefinition.TELEPHONY_URN,
                "TelephonyUser",
                "What the client asks of the telephone system, and what the user has",
                List.of(
                        text("licenseType", "The kind of licence that the user is to have."),
                        text("requestedNumber", "The number that the user is to get, E.164."),
                        shown("office", "The name of the user's office."),
                        shown("assignedNumber", "The assigned number, E.164."),
                        Attribute.string("numberStatus", "How the number stands.")
                                .mutability(READ_ONLY)
                                .suggesting("assigned", "reserved", "waiting", "none")
                                .build(),
                        shown("numberDetail", "Where the number comes from, and why."),
                        shown("requestedNumberDetail", "What is wrong with requestedNumber."),
                        shown("license", "The kind of licence that the user has."),
                        Attribute.string("licenseStatus", "How the licence stands.")
                                .mutability(READ_ONLY)
                                .suggesting("active", "waiting", "none")
                                .build(),
                        shown("licenseDetail", "Why it is that licence, or none.")));
    }

    private static Attribute text(String name, String description) {
        return Attribute.string(name, description).build();
    }

    private static Attribute shown(String name, String description) {
        return Attribute.string(name, description).mutability(READ_ONLY).build();
    }
}
