package dev.switchboard.systemtests.stack;

import dev.switchboard.conformance.ScimServer;
import dev.switchboard.localstack.demo.ScimEndpoint;

import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives the conformance suite the shared stack, with two companies of its own. */
public final class StackUnderConformance implements ScimServer.Source {

    @Override
    public ScimServer open(ExtensionContext context) {
        Stack stack = StackExtension.stack(context);
        for (Service service : Service.values()) {
            stack.start(service);
        }
        ScimEndpoint one = company(stack).endpoint(0);
        return new ScimServer(one.baseUrl(), one.token(), company(stack).endpoint(0).token());
    }

    private static Company company(Stack stack) {
        return new Company(stack).withOffice("New York", "212");
    }
}
