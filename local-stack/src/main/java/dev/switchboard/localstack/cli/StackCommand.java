package dev.switchboard.localstack.cli;

import static java.util.Objects.requireNonNull;

import dev.switchboard.localstack.LocalStack;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** A command on the stack. */
abstract class StackCommand implements Callable<Integer> {

    @ParentCommand private @Nullable Switchboard root;
    @Spec private @Nullable CommandSpec spec;

    final LocalStack stack() {
        return root().stack();
    }

    final Switchboard root() {
        return requireNonNull(root, "picocli sets it");
    }

    final PrintWriter out() {
        return commandLine().getOut();
    }

    final PrintWriter err() {
        return commandLine().getErr();
    }

    final CommandLine commandLine() {
        return requireNonNull(spec, "picocli sets it").commandLine();
    }
}
