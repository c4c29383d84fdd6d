package dev.switchboard.systemtests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    private final JavaClasses systemTests =
            new ClassFileImporter().importPackages("dev.switchboard.systemtests");

    @Test
    void knowsTheServicesFromOutsideOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.switchboard.gateway..",
                        "dev.switchboard.provisioner..",
                        "dev.switchboard.numbers..",
                        "dev.switchboard.userstore..",
                        "dev.switchboard.scim..")
                .check(systemTests);
    }

    /**
     * What Okta and an operator cannot see is looked at where both services must agree; the other
     * class with a connection sets a server up.
     */
    @Test
    void readsTheDatabaseInOnePlace() {
        noClasses()
                .that()
                .doNotHaveSimpleName("WholeStore")
                .and()
                .doNotHaveSimpleName("SecuredDatabase")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..")
                .check(systemTests);
    }

    @Test
    void waitsForConditionsInsteadOfSleeping() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(systemTests);
    }

    @Test
    void readsTopicsInOnePlace() {
        noClasses()
                .that()
                .doNotHaveSimpleName("TopicReader")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.apache.kafka.clients.consumer.KafkaConsumer")
                .check(systemTests);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("dev.switchboard.systemtests.(**)")
                .should()
                .beFreeOfCycles()
                .check(systemTests);
    }
}
