package dev.switchboard.userstore;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.switchboard.userstore");

    @Test
    void needsOnlyJdbcAndScim() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify.annotations..",
                        "org.springframework.dao..",
                        "org.springframework.jdbc..",
                        "tools.jackson..",
                        "dev.switchboard.messages..",
                        "dev.switchboard.scim..",
                        "dev.switchboard.userstore..")
                .check(MAIN);
    }

    @Test
    void asksNeitherClockNorChance() {
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .check(MAIN);
    }

    @Test
    void sharesNoMutableState() {
        fields().that().areStatic().should().haveModifier(JavaModifier.FINAL).check(MAIN);
    }
}
