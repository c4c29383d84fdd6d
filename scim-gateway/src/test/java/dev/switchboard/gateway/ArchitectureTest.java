package dev.switchboard.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

final class ArchitectureTest {

    private final JavaClasses classes =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.switchboard.gateway");

    @Test
    void packagesDependOnEachOtherWithoutCycles() {
        slices().matching("dev.switchboard.gateway.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void onlyTheDoorKnowsHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..gateway.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.servlet..",
                        "org.springframework.web..",
                        "org.springframework.http..",
                        "org.apache.catalina..")
                .check(classes);
    }

    @Test
    void theDoorKnowsNothingOfKafka() {
        noClasses()
                .that()
                .resideInAnyPackage("..gateway.http..", "..gateway.auth..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
                .check(classes);
    }

    @Test
    void nobodyWritesSql() {
        noClasses()
                .that()
                .doNotHaveSimpleName("GatewayConfiguration")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.jdbc..", "javax.sql..")
                .check(classes);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        fields().should().notBeAnnotatedWith(Autowired.class).check(classes);
    }

    @Test
    void timeAndIdsComeFromOnePlace() {
        noClasses()
                .that()
                .doNotHaveSimpleName("GatewayConfiguration")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .check(classes);
    }
}
