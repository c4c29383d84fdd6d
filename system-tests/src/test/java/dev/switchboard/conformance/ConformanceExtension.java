package dev.switchboard.conformance;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

import java.util.ServiceLoader;

/** Finds the server, hands out a client that cleans up after its test, and keeps the count. */
final class ConformanceExtension implements ExecutionCondition, ParameterResolver, TestWatcher {

    private static final Namespace NAMESPACE = Namespace.create(ConformanceExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (ScimServer.configured().isPresent() || sources().iterator().hasNext()) {
            return ConditionEvaluationResult.enabled("there is a server to test");
        }
        return ConditionEvaluationResult.disabled(
                "no server to test: set -Dscim.baseUrl and -Dscim.token"
                        + " (or SCIM_BASE_URL and SCIM_TOKEN)");
    }

    /** A test's own client, closed with it; the whole class's for PER_CLASS classes. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(
            ExtensionContext context) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Scim.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ScimServer server =
                root(context)
                        .computeIfAbsent(ScimServer.class, key -> open(context), ScimServer.class);
        Features features =
                root(context)
                        .computeIfAbsent(
                                Features.class, key -> Features.of(server), Features.class);
        return context.getStore(NAMESPACE)
                .computeIfAbsent(Scim.class, key -> new Scim(server, features), Scim.class);
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        summary(context).passed(context.getRequiredTestClass());
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        summary(context).failed(context.getRequiredTestClass(), context.getDisplayName());
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        summary(context).skipped(context.getRequiredTestClass());
    }

    private static ScimServer open(ExtensionContext context) {
        return ScimServer.configured().orElseGet(() -> sources().iterator().next().open(context));
    }

    private static ServiceLoader<ScimServer.Source> sources() {
        return ServiceLoader.load(ScimServer.Source.class);
    }

    private static Summary summary(ExtensionContext context) {
        return root(context).computeIfAbsent(Summary.class, key -> new Summary(), Summary.class);
    }

    private static Store root(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE);
    }
}
