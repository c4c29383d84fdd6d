package dev.switchboard.systemtests.stack;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test classes the one {@link Stack} that all of them share, with all services running.
 * {@code SWITCHBOARD_SYSTEM} chooses it: {@code local} (the default) starts processes and ends them
 * after the last test, {@code compose} uses the docker-compose project that is running.
 */
public final class StackExtension implements ParameterResolver, BeforeEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(StackExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return stack(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        for (Service service : Service.values()) {
            stack(context).start(service);
        }
    }

    static Stack stack(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Stack.class, key -> open(), Stack.class);
    }

    private static Stack open() {
        String system = System.getenv().getOrDefault("SWITCHBOARD_SYSTEM", "local");
        return switch (system) {
            case "local" -> new LocalProcesses();
            case "compose" -> new ComposeProject();
            default ->
                    throw new IllegalStateException(
                            "SWITCHBOARD_SYSTEM is '" + system + "'; set it to local or compose");
        };
    }
}
