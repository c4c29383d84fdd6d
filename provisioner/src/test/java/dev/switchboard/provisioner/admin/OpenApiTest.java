package dev.switchboard.provisioner.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Holds {@code docs/admin-api.yaml} against the controllers. */
final class OpenApiTest {

    private static final String[] BASES = {
        "dev.switchboard.provisioner.admin", "dev.switchboard.pipeline"
    };

    /** As the document names it where a path has servers of its own. */
    private static final String SERVER = "http://localhost:8082";

    @Test
    void describesEveryOperationOfTheControllersAndNoOther() throws IOException {
        assertThat(described()).containsExactlyElementsOf(served());
    }

    @Test
    void describesEveryFieldThatABodyMayHave() throws IOException {
        JsonNode paths = document().path("paths");
        for (Class<?> controller : controllers()) {
            for (Method method : controller.getDeclaredMethods()) {
                RequestMapping mapping =
                        AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
                Class<?> body = body(method);
                if (mapping == null || body == null) {
                    continue;
                }
                JsonNode schema =
                        paths.path(path(controller, mapping))
                                .path(verb(mapping))
                                .at("/requestBody/content/application~1json/schema");
                assertThat(schema.path("properties").propertyNames())
                        .as(verb(mapping) + " " + path(controller, mapping))
                        .containsExactlyInAnyOrderElementsOf(
                                Arrays.stream(body.getRecordComponents())
                                        .map(c -> c.getName())
                                        .toList());
            }
        }
    }

    private static Set<String> served() {
        Set<String> served = new TreeSet<>();
        for (Class<?> controller : controllers()) {
            for (Method method : controller.getDeclaredMethods()) {
                RequestMapping mapping =
                        AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
                if (mapping != null) {
                    served.add(verb(mapping) + " " + path(controller, mapping));
                }
            }
        }
        return served;
    }

    /** Paths of the number service alone are held by its own test. */
    private static Set<String> described() throws IOException {
        Set<String> described = new TreeSet<>();
        document()
                .path("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue().propertyNames().stream()
                                        .filter(_ -> isServedHere(path.getValue()))
                                        .filter(verb -> isVerb(verb))
                                        .forEach(
                                                verb -> described.add(verb + " " + path.getKey())));
        return described;
    }

    private static boolean isServedHere(JsonNode path) {
        return !path.has("servers")
                || path.path("servers").findValuesAsString("url").contains(SERVER);
    }

    private static boolean isVerb(String name) {
        return Arrays.stream(RequestMethod.values())
                .anyMatch(verb -> verb.name().equals(name.toUpperCase(Locale.ROOT)));
    }

    private static Class<?>[] controllers() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(BASES)
                        .stream()
                        .filter(c -> c.isAnnotatedWith(RestController.class))
                        .map(JavaClass::reflect)
                        .toArray(Class<?>[]::new);
    }

    private static String verb(RequestMapping mapping) {
        return mapping.method()[0].name().toLowerCase(Locale.ROOT);
    }

    private static String path(Class<?> controller, RequestMapping mapping) {
        RequestMapping base =
                AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
        return Stream.of(base == null ? new String[0] : base.path(), mapping.path())
                .filter(paths -> paths.length > 0)
                .map(paths -> Objects.requireNonNull(paths[0]))
                .reduce("", String::concat);
    }

    private static @Nullable Class<?> body(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .filter(Class::isRecord)
                .findFirst()
                .orElse(null);
    }

    private static JsonNode document() throws IOException {
        return new YAMLMapper().readTree(Files.readString(Path.of("../docs/admin-api.yaml")));
    }
}
