package dev.switchboard.localstack;

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
                    .importPackages("dev.switchboard.localstack");

    @Test
    void onlyTheCommandLineKnowsTheCommandLineLibrary() {
        noClasses()
                .that()
                .resideInAPackage("dev.switchboard.localstack")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(CLASSES);
    }

    @Test
    void onlyTheDatabaseServerAndTheTraceUseJdbc() {
        noClasses()
                .that()
                .doNotHaveSimpleName("PostgresServer")
                .and()
                .resideOutsideOfPackage("dev.switchboard.localstack.trace")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.sql..")
                .check(CLASSES);
    }

    @Test
    void knowsNothingOfTheServicesInside() {
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
    void hasNoCycles() {
        slices().matching("dev.switchboard.(**)").should().beFreeOfCycles().check(CLASSES);
    }
}
