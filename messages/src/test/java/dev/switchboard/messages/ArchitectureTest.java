package dev.switchboard.messages;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;

import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    private static final JavaClasses MESSAGES =
            new ClassFileImporter()
                    .withImportOption(new DoNotIncludeTests())
                    .importPackages("dev.switchboard.messages");

    @Test
    void messagesKnowNoFramework() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.switchboard.messages",
                        "java..",
                        "org.jspecify..",
                        "tools.jackson..",
                        "com.fasterxml.jackson.annotation",
                        "com.fasterxml.uuid..",
                        "org.apache.kafka.common.header..",
                        "org.apache.kafka.clients.consumer",
                        "org.apache.kafka.clients.producer")
                .check(MESSAGES);
    }

    @Test
    void onlyTheCodecKnowsKafka() {
        noClasses()
                .that()
                .doNotHaveSimpleName("MessageCodec")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(MESSAGES);
    }
}
