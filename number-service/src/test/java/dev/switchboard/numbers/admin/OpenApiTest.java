package dev.switchboard.numbers.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import dev.switchboard.numbers.assignment.NumberStatus;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.ValueConstants;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Holds what {@code docs/admin-api.yaml} says about this service against its controllers. */
final class OpenApiTest {

    /** As the document names it: paths without servers of their own are the provisioner's. */
    private static final String SERVER = "http://localhost:8084";

    private final JsonNode document = read();
    private final Map<String, Method> served = served();

    @Test
    void describesEveryOperationOfTheControllersAndNoOther() {
        Set<String> described = new TreeSet<>();
        document.path("paths")
                .forEachEntry(
                        (path, item) -> {
                            if (item.path("servers").findValuesAsString("url").contains(SERVER)) {
                                item.propertyNames().stream()
                                        .filter(OpenApiTest::isVerb)
                                        .forEach(verb -> described.add(verb + " " + path));
                            }
                        });
        assertThat(described).containsExactlyElementsOf(served.keySet());
    }

    @Test
    void describesEveryParameterWithItsDefault() {
        served.forEach(
                (operation, method) ->
                        assertThat(describedParameters(operation))
                                .as(operation)
                                .containsExactlyInAnyOrderElementsOf(parameters(method)));
    }

    @Test
    void describesEveryFieldThatABodyMayHave() {
        served.forEach(
                (operation, method) -> {
                    RequestMapping mapping = Objects.requireNonNull(mapping(method));
                    Class<?> body = body(method);
                    String type =
                            mapping.consumes().length > 0
                                    ? mapping.consumes()[0]
                                    : "application/json";
                    JsonNode content = operation(operation).path("requestBody").path("content");
                    assertThat(content.propertyNames())
                            .as(operation)
                            .isEqualTo(
                                    body == null && mapping.consumes().length == 0
                                            ? Set.of()
                                            : Set.of(type));
                    if (body != null) {
                        assertThat(
                                        content.path(type)
                                                .path("schema")
                                                .path("properties")
                                                .propertyNames())
                                .as(operation)
                                .containsExactlyInAnyOrderElementsOf(fields(body, false));
                    }
                });
    }

    @Test
    void describesEveryFieldOfTheAnswers() {
        served.forEach(
                (operation, method) ->
                        assertDescribes(
                                operation,
                                operation(operation)
                                        .at("/responses/200/content/application~1json/schema"),
                                method.getGenericReturnType()));
    }

    @Test
    void namesEveryStatusOfANumber() {
        assertThat(document.at("/components/schemas/NumberStatus/enum"))
                .extracting(JsonNode::asString)
                .containsExactlyElementsOf(
                        Arrays.stream(NumberStatus.values()).map(NumberStatus::text).toList());
    }

    private void assertDescribes(String where, JsonNode schema, Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            assertDescribes(
                    where + "[]", resolved(schema).path("items"), list.getActualTypeArguments()[0]);
        } else if (type instanceof Class<?> answer && answer.isRecord()) {
            assertThat(properties(schema).keySet())
                    .as(where)
                    .containsExactlyInAnyOrderElementsOf(fields(answer, false));
            assertThat(required(schema))
                    .as("required of " + where)
                    .containsExactlyInAnyOrderElementsOf(fields(answer, true));
            for (RecordComponent component : answer.getRecordComponents()) {
                JsonNode property = properties(schema).get(component.getName());
                if (property != null && !isUnwrapped(component)) {
                    assertDescribes(
                            where + "." + component.getName(),
                            property,
                            component.getGenericType());
                }
            }
        }
    }

    /** The fields of a record's JSON; those of an unwrapped component in its place. */
    private static List<String> fields(Class<?> type, boolean alwaysThere) {
        List<String> fields = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (isUnwrapped(component)) {
                fields.addAll(fields(component.getType(), alwaysThere));
            } else if (!alwaysThere || !isLeftOutWhereNull(type) || !isNullable(component)) {
                fields.add(component.getName());
            }
        }
        return fields;
    }

    private static boolean isLeftOutWhereNull(Class<?> type) {
        JsonInclude include = type.getAnnotation(JsonInclude.class);
        return include != null && include.value() == JsonInclude.Include.NON_NULL;
    }

    private static boolean isUnwrapped(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private Map<String, JsonNode> properties(JsonNode schema) {
        Map<String, JsonNode> properties = new TreeMap<>();
        JsonNode whole = resolved(schema);
        whole.path("allOf").forEach(part -> properties.putAll(properties(part)));
        whole.path("properties").forEachEntry(properties::put);
        return properties;
    }

    private Set<String> required(JsonNode schema) {
        Set<String> required = new TreeSet<>();
        JsonNode whole = resolved(schema);
        whole.path("allOf").forEach(part -> required.addAll(required(part)));
        whole.path("required").forEach(name -> required.add(name.asString()));
        return required;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }

    private JsonNode operation(String operation) {
        String[] verbAndPath = operation.split(" ", 2);
        return document.path("paths").path(verbAndPath[1]).path(verbAndPath[0]);
    }

    private List<String> describedParameters(String operation) {
        JsonNode item = document.path("paths").path(operation.split(" ", 2)[1]);
        return Stream.of(item, operation(operation))
                .flatMap(node -> StreamSupport.stream(node.path("parameters").spliterator(), false))
                .map(this::resolved)
                .map(
                        p ->
                                parameter(
                                        p.path("in").asString(),
                                        p.path("name").asString(),
                                        p.path("schema").path("default").asString("")))
                .toList();
    }

    private static List<String> parameters(Method method) {
        List<String> parameters = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            RequestParam query = parameter.getAnnotation(RequestParam.class);
            if (parameter.isAnnotationPresent(PathVariable.class)) {
                parameters.add(parameter("path", parameter.getName(), ""));
            } else if (query != null) {
                String byDefault = query.defaultValue();
                parameters.add(
                        parameter(
                                "query",
                                parameter.getName(),
                                byDefault.equals(ValueConstants.DEFAULT_NONE) ? "" : byDefault));
            }
        }
        return parameters;
    }

    private static String parameter(String in, String name, String byDefault) {
        return in + " " + name + "=" + byDefault;
    }

    private static Map<String, Method> served() {
        Map<String, Method> served = new TreeMap<>();
        for (JavaClass each :
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.switchboard.numbers", "dev.switchboard.pipeline")) {
            if (each.isAnnotatedWith(RestController.class)) {
                Class<?> controller = each.reflect();
                for (Method method : controller.getDeclaredMethods()) {
                    RequestMapping mapping = mapping(method);
                    if (mapping != null) {
                        served.put(operation(controller, mapping), method);
                    }
                }
            }
        }
        return served;
    }

    private static String operation(Class<?> controller, RequestMapping mapping) {
        RequestMapping base =
                AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
        return Stream.of(base == null ? new String[0] : base.path(), mapping.path())
                .filter(paths -> paths.length > 0)
                .map(paths -> Objects.requireNonNull(paths[0]))
                .reduce(mapping.method()[0].name().toLowerCase(Locale.ROOT) + " ", String::concat);
    }

    private static @Nullable RequestMapping mapping(Method method) {
        return AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
    }

    private static @Nullable Class<?> body(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .filter(Class::isRecord)
                .findFirst()
                .orElse(null);
    }

    private static boolean isVerb(String name) {
        return Arrays.stream(RequestMethod.values())
                .anyMatch(verb -> verb.name().equals(name.toUpperCase(Locale.ROOT)));
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(Files.readString(Path.of("../docs/admin-api.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
