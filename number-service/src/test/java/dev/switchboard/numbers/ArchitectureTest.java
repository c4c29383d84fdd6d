package dev.switchboard.numbers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

final class ArchitectureTest {

    private static final String ROOT = "dev.switchboard.numbers";

    private static final JavaClasses SERVICE =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(SERVICE);
    }

    @Test
    void theRulesAreFreeOfFrameworks() {
        classes()
                .that()
                .haveSimpleName("NumberStep")
                .or()
                .haveSimpleName("Subscriber")
                .or()
                .haveSimpleName("Pairing")
                .or()
                .haveSimpleName("Ledger")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "..", "dev.switchboard.messages", "java..", "org.jspecify..")
                .check(SERVICE);
    }

    @Test
    void onlyJdbcClassesKnowTheDatabase() {
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("Jdbc")
                .and()
                .doNotHaveSimpleName("SqlArrays")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql", "org.springframework.jdbc..", "org.postgresql..")
                .check(SERVICE);
    }

    @Test
    void onlyTheEdgesKnowKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".intake", ROOT + ".outbox")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
                .check(SERVICE);
    }

    @Test
    void onlyTheAdminApiKnowsTheWeb() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".admin")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "org.springframework.web..")
                .check(SERVICE);
    }

    @Test
    void transactionsAreOpenedInOnePlace() {
        noClasses()
                .that()
                .doNotHaveSimpleName("AreaCodeLocks")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(TransactionTemplate.class)
                .check(SERVICE);
    }

    @Test
    void timeAndIdsAreGivenNotFetched() {
        noClasses()
                .that()
                .doNotHaveSimpleName("NumberServiceApplication")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .check(SERVICE);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields().should().beAnnotatedWith(Autowired.class).check(SERVICE);
    }
}
