package dev.switchboard.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.switchboard.benchmarks");

    @Test
    void measuresFromOutside() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.switchboard.gateway..",
                        "dev.switchboard.provisioner..",
                        "dev.switchboard.numbers..",
                        "dev.switchboard.userstore..")
                .check(CLASSES);
    }

    @Test
    void onlyTheBaselineUsesSpring() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.switchboard.benchmarks.baseline")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(CLASSES);
    }

    @Test
    void hasNoCycles() {
        slices().matching("dev.switchboard.benchmarks.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
