package dev.switchboard.userstore;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.schema.Attribute;
import dev.switchboard.scim.schema.AttributePath;
import dev.switchboard.scim.schema.AttributeType;
import dev.switchboard.scim.schema.ResourceDefinition;

import org.jspecify.annotations.Nullable;

/**
 * Knows where each attribute is found: in a column, among the memberships, or in the document. It
 * must agree with {@link Rendering}. All names come from the schemas, none from a client.
 */
final class Sources {

    private static final String HAS_TELEPHONY =
            "(r.office_name is not null or r.number is not null or r.number_status <> 'none'"
                    + " or r.licence is not null or r.licence_wanted is not null)";
    private static final String NANP = "'^\\+1([2-9][0-9]{2})([2-9][0-9]{2})([0-9]{4})$'";
    private static final String PHONE_NUMBERS =
            """
            (select 0 as place, jsonb_build_object(
                    'value', 'tel:' || regexp_replace(r.number, %1$s, '+1-\\1-\\2-\\3'),
                    'display', regexp_replace(r.number, %1$s, '+1 \\1-\\2-\\3'),
                    'type', 'work', 'primary', true) as value
                where r.number is not null
            union all
            select place, case when r.number is null then own else own - 'primary' end
                from jsonb_array_elements(r.document -> 'phoneNumbers')
                    with ordinality as own (own, place)) as e"""
                    .formatted(NANP);

    private static final String AS_SHOWN = "e.place";
    private static final String PRIMARY_FIRST =
            "coalesce(e.value -> 'primary' = 'true', false) desc, e.place";

    private Sources() {}

    /** The source of the attribute, whatever sub-attribute the path names. */
    static Source of(ResourceType type, AttributePath path) {
        Source special =
                path.extension() == null
                        ? switch (type) {
                            case USER -> ofUser(path.attribute());
                            case GROUP -> ofGroup(path.attribute());
                        }
                        : ofTelephony(path);
        return special != null ? special : inDocument(path);
    }

    private static @Nullable Source ofUser(Attribute attribute) {
        return switch (attribute.name()) {
            case "userName" ->
                    new Source.Single(new Value.UserName("r.user_name_key", "r.user_name"));
            case "active" -> new Source.Single(new Value.Bool("r.active"));
            case "schemas" ->
                    elements(
                            "r.document -> 'schemas' || case when %s then '[\"%s\"]'::jsonb else '[]'::jsonb end"
                                    .formatted(HAS_TELEPHONY, ResourceDefinition.TELEPHONY_URN),
                            attribute);
            case "displayName" ->
                    new Source.Single(new Value.Text("(r.document ->> 'displayName')", true));
            case "phoneNumbers" ->
                    new Source.Many(PHONE_NUMBERS, "true", PRIMARY_FIRST, Sources::ofElement);
            case "groups" ->
                    new Source.Many(
                            "users.group_member m join users.scim_group g on g.id = m.group_id",
                            "m.member_id = r.id",
                            "m.group_id",
                            Sources::ofMembership);
            default -> common(ResourceType.USER, attribute);
        };
    }

    private static @Nullable Source ofGroup(Attribute attribute) {
        return switch (attribute.name()) {
            case "displayName" -> new Source.Single(new Value.Text("r.display_name", true));
            case "members" ->
                    new Source.Many(
                            "users.group_member m",
                            "m.group_id = r.id",
                            "m.member_id",
                            Sources::ofMember);
            default -> common(ResourceType.GROUP, attribute);
        };
    }

    private static @Nullable Source common(ResourceType type, Attribute attribute) {
        return switch (attribute.name()) {
            case "id" -> new Source.Single(new Value.Id("r.id"));
            case "externalId" -> new Source.Single(new Value.Text("r.external_id", true));
            case "meta" -> new Source.Complex("true", part -> ofMeta(type, part));
            default -> null;
        };
    }

    private static @Nullable Value ofMeta(ResourceType type, Attribute part) {
        return switch (part.name()) {
            case "resourceType" -> new Value.Text("'" + type.scimName() + "'");
            case "created" -> new Value.Moment("r.created_at");
            case "lastModified" -> new Value.Moment("r.last_modified");
            case "version" -> new Value.Text("('W/\"' || r.version || '\"')");
            default -> null;
        };
    }

    private static @Nullable Value ofMembership(Attribute part) {
        return switch (part.name()) {
            case "value" -> new Value.Id("m.group_id");
            case "display" -> new Value.Text("g.display_name");
            case "type" -> new Value.Text("'direct'");
            default -> null;
        };
    }

    static @Nullable Value ofMember(Attribute part) {
        return switch (part.name()) {
            case "value" -> new Value.Id("m.member_id");
            case "display" -> new Value.Text("m.display");
            case "type" -> new Value.Text("m.member_type");
            default -> null;
        };
    }

    private static @Nullable Source ofTelephony(AttributePath path) {
        if (!ResourceDefinition.TELEPHONY_URN.equals(path.extension())) {
            return null;
        }
        return switch (path.attribute().name()) {
            case "office" -> new Source.Single(new Value.Text("r.office_name"));
            case "assignedNumber" -> new Source.Single(new Value.Text("r.number"));
            case "numberStatus" ->
                    new Source.Single(
                            new Value.Text(
                                    "case when " + HAS_TELEPHONY + " then r.number_status end"));
            case "numberDetail" -> ofTelephonyColumn("r.number_detail");
            case "requestedNumberDetail" -> ofTelephonyColumn("r.requested_number_detail");
            case "license" -> new Source.Single(new Value.Text("r.licence"));
            case "licenseStatus" ->
                    ofTelephonyColumn(
                            "case when r.licence_wanted is not null then 'waiting' when r.licence is null then 'none' else 'active' end");
            case "licenseDetail" -> ofTelephonyColumn("r.licence_detail");
            default -> null;
        };
    }

    private static Source ofTelephonyColumn(String column) {
        return new Source.Single(
                new Value.Text("case when %s then %s end".formatted(HAS_TELEPHONY, column)));
    }

    private static Source inDocument(AttributePath path) {
        String holder =
                path.extension() == null
                        ? "r.document"
                        : "r.document -> '" + path.extension() + "'";
        Attribute attribute = path.attribute();
        Value.Json value = member(holder, attribute);
        if (attribute.multiValued()) {
            return elements(value.json(), attribute);
        }
        if (attribute.type() == AttributeType.COMPLEX) {
            return new Source.Complex(
                    value.json() + " is not null", part -> member(value.json(), part));
        }
        return new Source.Single(value);
    }

    private static Source elements(String array, Attribute attribute) {
        String rows = "jsonb_array_elements(" + array + ") with ordinality as e (value, place)";
        if (attribute.type() != AttributeType.COMPLEX) {
            return new Source.Many(
                    rows,
                    "true",
                    AS_SHOWN,
                    itself -> new Value.Json("(e.value #>> '{}')", "e.value"));
        }
        boolean primary = attribute.subAttribute("primary") != null;
        return new Source.Many(
                rows, "true", primary ? PRIMARY_FIRST : AS_SHOWN, Sources::ofElement);
    }

    private static Value ofElement(Attribute part) {
        return member("e.value", part);
    }

    private static Value.Json member(String holder, Attribute attribute) {
        return new Value.Json(
                "(%s ->> '%s')".formatted(holder, attribute.name()),
                "(%s -> '%s')".formatted(holder, attribute.name()));
    }
}
