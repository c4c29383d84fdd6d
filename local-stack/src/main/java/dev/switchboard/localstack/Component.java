package dev.switchboard.localstack;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How one process of the stack is started, asked and ended. */
sealed interface Component permits KafkaBroker, PostgresServer, ServiceInstance {

    StackPart part();

    /** Unique in the stack, e.g. {@code provisioner-1}. */
    String name();

    /** Where it listens; the first is the one that others use. */
    List<Integer> ports();

    /** Makes what the command needs; does nothing where that is there already. */
    void prepare();

    List<String> command();

    Map<String, String> environment();

    /** Whether it answers now; within two seconds. */
    boolean isReady();

    /** What is left to do once it answers; repeatable. */
    default void complete() {}

    /** The signal that asks it to end in good order. */
    default String stopSignal() {
        return "TERM";
    }

    /** How long it may take to become ready. */
    default Duration patience() {
        return Duration.ofSeconds(90);
    }
}
