package dev.switchboard.localstack;

import java.nio.file.Path;

/** The JDK that runs this process, and so every process of the stack. */
final class Jdk {

    private Jdk() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
