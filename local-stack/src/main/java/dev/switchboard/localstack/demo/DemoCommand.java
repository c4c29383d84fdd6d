package dev.switchboard.localstack.demo;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * {@code ./switchboard demo}: plays Okta against the running local stack, or against any other that
 * the options or the environment name. Exit code 0 where every answer was as Okta needs it, else 1.
 */
@Command(
        name = "demo",
        description = "Plays Okta against the running stack and checks every answer.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    private final Supplier<Optional<ScimEndpoint>> runningStack;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--dialect",
            paramLabel = "put|patch",
            converter = DialectConverter.class,
            description = "How to change users; both, one after the other, if not given.")
    private @Nullable Dialect dialect;

    @Option(
            names = "--base-url",
            defaultValue = "${env:SCIM_BASE_URL}",
            description = "SCIM base URL; default: SCIM_BASE_URL, else the running stack's.")
    private @Nullable URI baseUrl;

    @Option(
            names = "--token",
            defaultValue = "${env:SCIM_TOKEN}",
            description = "API token; default: SCIM_TOKEN, else the running stack's.")
    private @Nullable String token;

    @Option(
            names = "--office",
            defaultValue = "New York",
            description = "The user's office; default: ${DEFAULT-VALUE}.")
    private String office = "";

    @Option(
            names = "--area-code",
            defaultValue = "212",
            description = "That office's area code; default: ${DEFAULT-VALUE}.")
    private String areaCode = "";

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description =
                    "How long a number may take to arrive; default: ${DEFAULT-VALUE} seconds.")
    private int patience;

    /**
     * @param runningStack finds the local stack's endpoint; empty where none is running
     */
    public DemoCommand(Supplier<Optional<ScimEndpoint>> runningStack) {
        this.runningStack = runningStack;
    }

    @Override
    public Integer call() {
        CommandSpec command = requireNonNull(spec, "picocli sets it");
        PrintWriter out = command.commandLine().getOut();
        ScimEndpoint endpoint = endpoint(command);
        var place = new Demo.Place(office, areaCode);
        List<Dialect> dialects = dialect == null ? List.of(Dialect.values()) : List.of(dialect);
        try {
            for (Dialect each : dialects) {
                new Demo(endpoint, each, place, Duration.ofSeconds(patience), out).play();
            }
            return 0;
        } catch (ExpectationFailedException e) {
            return 1; // the transcript's last line says it
        } catch (UncheckedIOException e) {
            command.commandLine()
                    .getErr()
                    .println(e.getMessage() + "\nIs the stack up? Try ./switchboard status.");
            return 1;
        }
    }

    private ScimEndpoint endpoint(CommandSpec command) {
        if (baseUrl != null && token != null) {
            return new ScimEndpoint(baseUrl, token);
        }
        ScimEndpoint running =
                runningStack
                        .get()
                        .orElseThrow(
                                () ->
                                        new ParameterException(
                                                command.commandLine(),
                                                "No stack is running here. Start one with ./switchboard up, or"
                                                        + " name one with --base-url and --token."));
        return new ScimEndpoint(
                baseUrl == null ? running.baseUrl() : baseUrl,
                token == null ? running.token() : token);
    }

    /** Makes picocli read the dialects in any case and refuse others with our sentence. */
    static final class DialectConverter implements ITypeConverter<Dialect> {
        @Override
        public Dialect convert(String value) {
            try {
                return Dialect.of(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
