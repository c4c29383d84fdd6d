package dev.switchboard.conformance;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Arrays;
import java.util.List;

/** JSON as the tests write it (with single quotes) and request bodies made of it. */
final class Json {

    private static final JsonMapper LENIENT =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();
    private static final JsonMapper STRICT =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private Json() {}

    /** Reads the template, in which strings may stand in single quotes, after filling its %s. */
    @SuppressWarnings(
            "AnnotateFormatMethod") // that annotation would be the only use of its library
    static JsonNode json(String template, Object... arguments) {
        String text = arguments.length == 0 ? template : template.formatted(arguments);
        return LENIENT.readTree(text);
    }

    /** The same, for templates of objects. */
    @SuppressWarnings("AnnotateFormatMethod") // as above
    static ObjectNode object(String template, Object... arguments) {
        return (ObjectNode) json(template, arguments);
    }

    /** Reads what a server wrote. */
    static JsonNode strict(String text) {
        return STRICT.readTree(text);
    }

    /** A user with a name and one mail, and nothing said of its state. */
    static ObjectNode user(String userName) {
        return object(
                """
                {'schemas': ['%s'], 'userName': '%s',
                 'name': {'givenName': 'Ada', 'familyName': 'Quill'},
                 'emails': [{'value': '%s', 'type': 'work', 'primary': true}]}
                """,
                Urns.USER, userName, userName);
    }

    /** The user with these members of the template laid over it. */
    @SuppressWarnings("AnnotateFormatMethod") // as above
    static ObjectNode user(String userName, String template, Object... arguments) {
        ObjectNode user = user(userName);
        user.setAll(object(template, arguments));
        return user;
    }

    /** A user with the enterprise extension of the template. */
    static ObjectNode enterpriseUser(String userName, String extension) {
        ObjectNode user = user(userName);
        ((ArrayNode) user.path("schemas")).add(Urns.ENTERPRISE);
        user.set(Urns.ENTERPRISE, json(extension));
        return user;
    }

    /** A group of the users with these ids. */
    static ObjectNode group(String displayName, String... memberIds) {
        ObjectNode group =
                object("{'schemas': ['%s'], 'displayName': '%s'}", Urns.GROUP, displayName);
        ArrayNode members = group.putArray("members");
        Arrays.stream(memberIds).forEach(id -> members.addObject().put("value", id));
        return group;
    }

    /** A PATCH request of these operations, each a template without arguments. */
    static ObjectNode patch(String... operations) {
        ObjectNode patch = object("{'schemas': ['%s']}", Urns.PATCH);
        ArrayNode list = patch.putArray("Operations");
        Arrays.stream(operations).map(Json::json).forEach(list::add);
        return patch;
    }

    /** A search request with these members. */
    @SuppressWarnings("AnnotateFormatMethod") // as above
    static ObjectNode search(String template, Object... arguments) {
        ObjectNode search = object("{'schemas': ['%s']}", Urns.SEARCH);
        search.setAll(object(template, arguments));
        return search;
    }

    /** The string members of that name of each value of an array. */
    static List<String> texts(JsonNode array, String member) {
        return array.valueStream().map(value -> value.path(member).asString("")).toList();
    }

    /** The strings of an array. */
    static List<String> texts(JsonNode array) {
        return array.valueStream().map(value -> value.asString("")).toList();
    }
}
