package dev.switchboard.scim.patch;

import static dev.switchboard.scim.schema.ResourceDefinition.ENTERPRISE_URN;
import static dev.switchboard.scim.schema.ResourceDefinition.USER;
import static dev.switchboard.scim.schema.ResourceDefinition.USER_URN;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.scim.Json;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.patch.PatchModel.AddValues;
import dev.switchboard.scim.patch.PatchModel.Change;
import dev.switchboard.scim.patch.PatchModel.Fit;
import dev.switchboard.scim.patch.PatchModel.Part;
import dev.switchboard.scim.patch.PatchModel.RemoveValues;
import dev.switchboard.scim.patch.PatchModel.ReplaceValues;
import dev.switchboard.scim.patch.PatchModel.Single;
import dev.switchboard.scim.patch.PatchModel.Whole;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Random sequences of PATCH requests, written in the clients' dialects, give the document that the
 * simple {@link PatchModel} gives, or are refused for the same reason and change nothing.
 */
final class PatchModelPropertyTest {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * A change and how a client writes it.
     *
     * @param dialect chooses among the ways to write it
     */
    record Written(Change change, int dialect) {}

    @Property(tries = 3000)
    void givesTheDocumentOfTheModel(@ForAll("requests") List<List<Written>> requests) {
        PatchModel model = new PatchModel();
        ObjectNode document = document(model);
        for (List<Written> request : requests) {
            PatchModel next;
            try {
                next = model.after(request.stream().map(Written::change).toList());
            } catch (ScimException refused) {
                assertRefused(request, document, refused);
                continue;
            }
            ObjectNode body = body(request);
            document = PatchRequest.parse(body, USER).applyTo(document);
            assertThat(document).as("after %s", body).isEqualTo(document(next));
            model = next;
        }
    }

    private static void assertRefused(
            List<Written> request, ObjectNode document, ScimException refused) {
        ObjectNode body = body(request);
        try {
            ObjectNode after = PatchRequest.parse(body, USER).applyTo(document);
            throw new AssertionError(
                    "%s is not refused as %s but gives %s".formatted(body, refused.error(), after));
        } catch (ScimException e) {
            assertThat(e.error()).as("%s", body).isEqualTo(refused.error());
        }
    }

    // --- How clients write it

    private static ObjectNode body(List<Written> request) {
        ObjectNode body = Json.object("{'schemas':['" + PatchReader.PATCH_OP + "']}");
        ArrayNode operations = body.putArray("Operations");
        for (Written written : request) {
            operations.add(operation(written.change(), written.dialect()));
        }
        return body;
    }

    private static ObjectNode operation(Change change, int dialect) {
        return switch (change) {
            case Single single -> single(single, dialect);
            case AddValues add -> withValue("add", add.list(), add.values(), dialect);
            case ReplaceValues replace ->
                    replace.values().isEmpty() && dialect % 2 == 0
                            ? op("remove", dialect).put("path", replace.list())
                            : withValue("replace", replace.list(), replace.values(), dialect);
            case RemoveValues remove ->
                    op("remove", dialect).put("path", path(remove.list(), remove.fit(), dialect));
            case Part part -> {
                String path = path(part.list(), part.fit(), dialect) + "." + part.part();
                if (part.value() == null && !part.add() && dialect % 2 == 0) {
                    yield op("remove", dialect).put("path", path);
                }
                ObjectNode op = op(part.add() ? "add" : "replace", dialect).put("path", path);
                yield op.set("value", JSON.valueToTree(spelled(part.value(), dialect)));
            }
            case Whole whole -> {
                ObjectNode op =
                        op(whole.add() ? "add" : "replace", dialect)
                                .put("path", path(whole.list(), whole.fit(), dialect));
                yield op.set("value", JSON.valueToTree(whole.value()));
            }
        };
    }

    private static ObjectNode single(Single single, int dialect) {
        String name = single.name();
        boolean extension = name.startsWith("urn:");
        if (single.value() == null && !single.add() && dialect % 3 == 0) {
            return op("remove", dialect).put("path", name);
        }
        ObjectNode op = op(single.add() ? "add" : "replace", dialect);
        var value = JSON.valueToTree(spelled(single.value(), dialect));
        ObjectNode holder = JsonNodeFactory.instance.objectNode();
        return switch (dialect % 4) {
            case 0 -> op.put("path", name).set("value", value);
            case 1 -> op.set("value", holder.set(name, value));
            case 2 -> {
                int cut = extension ? name.lastIndexOf(':') : name.indexOf('.');
                if (cut < 0) {
                    yield op.put("path", USER_URN + ":" + name).set("value", value);
                }
                holder.putObject(name.substring(0, cut)).set(name.substring(cut + 1), value);
                yield op.set("value", holder);
            }
            default ->
                    op.put("path", extension ? name : name.toUpperCase(Locale.ROOT))
                            .set("value", value);
        };
    }

    private static ObjectNode withValue(
            String op, String list, List<Map<String, Object>> values, int dialect) {
        ObjectNode operation = op(op, dialect);
        var value =
                values.size() == 1 && dialect % 5 == 0
                        ? JSON.valueToTree(values.getFirst())
                        : JSON.valueToTree(values);
        return dialect % 2 == 0
                ? operation.put("path", list).set("value", value)
                : operation.set("value", JsonNodeFactory.instance.objectNode().set(list, value));
    }

    private static ObjectNode op(String op, int dialect) {
        String spelled = dialect % 3 == 1 ? op.toUpperCase(Locale.ROOT) : op;
        return JsonNodeFactory.instance.objectNode().put("op", spelled);
    }

    private static String path(String list, @Nullable Fit fit, int dialect) {
        if (fit == null) {
            return list;
        }
        // In one letter case: a value that is created takes the filter's spelling.
        return "%s[%s %s \"%s\"]"
                .formatted(list, fit.part(), dialect % 3 == 0 ? "EQ" : "eq", fit.value());
    }

    private static @Nullable Object spelled(@Nullable Object value, int dialect) {
        if (value instanceof Boolean bool && dialect % 2 == 1) {
            return bool ? "True" : "False";
        }
        return value == null && dialect % 2 == 1 ? "" : value;
    }

    // --- The model as a document

    private static ObjectNode document(PatchModel model) {
        ObjectNode document = Json.object("{'schemas':['" + USER_URN + "'],'userName':'a'}");
        model.singles().forEach((name, value) -> put(document, name, value));
        model.lists().forEach((name, values) -> document.set(name, JSON.valueToTree(values)));
        if (document.has(ENTERPRISE_URN)) {
            document.withArray("schemas").add(ENTERPRISE_URN);
        }
        return document;
    }

    private static void put(ObjectNode document, String name, Object value) {
        boolean extension = name.startsWith(ENTERPRISE_URN);
        ObjectNode holder = document;
        String rest = name;
        if (extension) {
            rest = name.substring(ENTERPRISE_URN.length() + 1);
            holder = object(document, ENTERPRISE_URN);
        }
        int dot = rest.indexOf('.');
        if (dot > 0) {
            holder = object(holder, rest.substring(0, dot));
            rest = rest.substring(dot + 1);
        }
        holder.set(rest, JSON.valueToTree(value));
    }

    private static ObjectNode object(ObjectNode holder, String name) {
        return holder.get(name) instanceof ObjectNode present ? present : holder.putObject(name);
    }

    // --- Random changes

    @Provide
    static Arbitrary<List<List<Written>>> requests() {
        return Combinators.combine(changes(), Arbitraries.integers().between(0, 59))
                .as(Written::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    private static Arbitrary<Change> changes() {
        Arbitrary<Boolean> add = Arbitraries.of(true, false);
        Arbitrary<String> lists = Arbitraries.of("emails", "phoneNumbers");
        Arbitrary<Fit> fits =
                Arbitraries.of(
                        new Fit("type", "work"),
                        new Fit("type", "home"),
                        new Fit("value", "x"),
                        new Fit("value", "y"));
        Arbitrary<String> names =
                Arbitraries.of(
                        "title",
                        "displayName",
                        "name.givenName",
                        "name.familyName",
                        ENTERPRISE_URN + ":department",
                        ENTERPRISE_URN + ":costCenter");
        Arbitrary<Change> texts =
                Combinators.combine(add, names, texts().injectNull(0.3)).as(Single::new);
        Arbitrary<Change> flags =
                Combinators.combine(
                                add,
                                Arbitraries.of("active"),
                                Arbitraries.<Object>of(true, false).injectNull(0.2))
                        .as(Single::new);
        Arbitrary<Change> adds =
                Combinators.combine(lists, value().list().ofMinSize(1).ofMaxSize(3))
                        .as(AddValues::new);
        Arbitrary<Change> replaces =
                Combinators.combine(lists, value().list().ofMaxSize(3)).as(ReplaceValues::new);
        Arbitrary<Change> removes =
                Combinators.combine(lists, fits.injectNull(0.1)).as(RemoveValues::new);
        Arbitrary<Change> wholes =
                Combinators.combine(lists, fits, add, value().filter(v -> v.containsKey("value")))
                        .as(Whole::new);
        return Arbitraries.oneOf(texts, flags, adds, replaces, removes, parts(lists, fits), wholes);
    }

    private static Arbitrary<Change> parts(Arbitrary<String> lists, Arbitrary<Fit> fits) {
        Arbitrary<Map.Entry<String, Object>> set =
                Arbitraries.oneOf(
                        texts().map(text -> Map.entry("value", text)),
                        Arbitraries.of("work", "home").map(type -> Map.entry("type", type)),
                        Arbitraries.<Object>of(true, false)
                                .map(primary -> Map.entry("primary", primary)));
        return Combinators.combine(
                        lists,
                        fits.injectNull(0.2),
                        Arbitraries.of(true, false),
                        set,
                        Arbitraries.integers().between(0, 4))
                .as(
                        (list, fit, add, entry, removal) ->
                                new Part(
                                        list,
                                        fit,
                                        add,
                                        entry.getKey(),
                                        removal == 0 ? null : entry.getValue()));
    }

    private static Arbitrary<Object> texts() {
        return Arbitraries.of("x", "y", "z");
    }

    private static Arbitrary<Map<String, Object>> value() {
        return Combinators.combine(
                        texts().injectNull(0.1),
                        Arbitraries.of("work", "home").injectNull(0.3),
                        Arbitraries.<Object>of(true, false).injectNull(0.6),
                        Arbitraries.of("d").injectNull(0.8))
                .as(
                        (value, type, primary, display) -> {
                            Map<String, Object> parts = new LinkedHashMap<>();
                            put(parts, "value", value);
                            put(parts, "type", type);
                            put(parts, "primary", primary);
                            put(parts, "display", display);
                            return parts;
                        });
    }

    private static void put(Map<String, Object> parts, String name, @Nullable Object value) {
        if (value != null) {
            parts.put(name, value);
        }
    }
}
