package dev.switchboard.scim;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.switchboard.scim");

    @Test
    void needsNothingButJsonAndPrecis() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify.annotations..",
                        "tools.jackson..",
                        "rocks.xmpp.precis..",
                        "dev.switchboard.scim..")
                .check(MAIN);
    }

    @Test
    void doesNoIo() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..", "java.sql..")
                .check(MAIN);
    }

    @Test
    void asksNeitherClockNorChance() {
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.Random.class)
                .check(MAIN);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("dev.switchboard.scim.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void dependsInOneDirection() {
        noClasses()
                .that()
                .resideInAPackage("..schema..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..filter..", "..resource..", "..patch..")
                .check(MAIN);
        noClasses()
                .that()
                .resideInAnyPackage("..filter..", "..resource..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..patch..")
                .check(MAIN);
    }

    @Test
    void sharesNoMutableState() {
        fields().that().areStatic().should().haveModifier(JavaModifier.FINAL).check(MAIN);
    }
}
