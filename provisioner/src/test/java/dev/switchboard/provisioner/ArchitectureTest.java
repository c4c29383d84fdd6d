package dev.switchboard.provisioner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.Instant;

final class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.switchboard.provisioner");

    @Test
    void decidersAreFreeOfInputAndOutput() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Decider")
                .or()
                .haveSimpleName("OfficeChoice")
                .or()
                .haveSimpleName("GroupDifference")
                .or()
                .haveSimpleName("EntityTagCondition")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "org.jspecify..",
                        "tools.jackson..",
                        "dev.switchboard..")
                .check(CLASSES);
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Decider")
                .should()
                .callMethod(Instant.class, "now")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.switchboard.provisioner.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields().should().beAnnotatedWith(Autowired.class).check(CLASSES);
    }

    @Test
    void onlyTheEdgesKnowTheBroker() {
        noClasses()
                .that()
                .resideInAnyPackage("..commands..", "..numbers..", "..admin..")
                .and()
                .haveSimpleNameNotEndingWith("Listener")
                .and()
                .haveSimpleNameNotEndingWith("Publisher")
                .and()
                .doNotHaveSimpleName("Incoming")
                .and()
                .doNotHaveSimpleName("Event")
                .and()
                .doNotHaveSimpleName("Unreadable")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
                .check(CLASSES);
    }

    @Test
    void onlyTheAdminApiKnowsTheWeb() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..admin..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.web..", "jakarta.servlet..")
                .check(CLASSES);
    }

    @Test
    void theClockIsGiven() {
        noClasses().should().callMethod(Instant.class, "now").check(CLASSES);
    }
}
