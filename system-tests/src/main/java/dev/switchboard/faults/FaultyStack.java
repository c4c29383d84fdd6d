package dev.switchboard.faults;

import dev.switchboard.faults.network.TcpProxy;
import dev.switchboard.localstack.Checkout;
import dev.switchboard.localstack.FreePorts;
import dev.switchboard.localstack.LocalStack;
import dev.switchboard.localstack.StackProcess;
import dev.switchboard.localstack.StackSettings;
import dev.switchboard.localstack.StackSettings.Route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A stack of two instances of each service, on free ports, whose services reach broker and database
 * by proxies of their own.
 */
final class FaultyStack implements AutoCloseable {

    private static final int INSTANCES = 2;
    private static final List<String> SERVICES =
            List.of("scim-gateway", "provisioner", "number-service");

    private final LocalStack stack;
    private final Map<String, TcpProxy> toBroker = new HashMap<>();
    private final Map<String, TcpProxy> toDatabase = new HashMap<>();
    private final Thread clearing = new Thread(this::killAll, "clear-faulty-stack");

    FaultyStack(Path home) {
        this(home, Map.of());
    }

    /**
     * @param environment of every service, beside its own settings
     */
    FaultyStack(Path home, Map<String, String> environment) {
        StackSettings.Ports ports = StackSettings.Ports.free(INSTANCES, INSTANCES, INSTANCES);
        Iterator<Integer> free = FreePorts.free(3 * INSTANCES * SERVICES.size()).iterator();
        Map<String, Route> routes = new LinkedHashMap<>();
        for (String service : SERVICES) {
            for (int i = 1; i <= INSTANCES; i++) {
                Route route = new Route(free.next(), free.next(), free.next());
                String name = service + "-" + i;
                routes.put(name, route);
                toBroker.put(name, new TcpProxy(route.kafka(), route.brokerListener()));
                toDatabase.put(name, new TcpProxy(route.postgres(), ports.postgres()));
            }
        }
        this.stack =
                new LocalStack(
                        new StackSettings(Checkout.find(), home, ports, routes, environment));
        Runtime.getRuntime().addShutdownHook(clearing);
    }

    LocalStack stack() {
        return stack;
    }

    List<String> processes() {
        return stack.processes().stream().map(StackProcess::name).toList();
    }

    TcpProxy toBroker(String service) {
        return proxy(toBroker, service);
    }

    TcpProxy toDatabase(String service) {
        return proxy(toDatabase, service);
    }

    Set<String> services() {
        return toBroker.keySet();
    }

    private static TcpProxy proxy(Map<String, TcpProxy> proxies, String service) {
        TcpProxy proxy = proxies.get(service);
        if (proxy == null) {
            throw new IllegalArgumentException(service + " has no proxy");
        }
        return proxy;
    }

    @Override
    public void close() {
        killAll();
        Runtime.getRuntime().removeShutdownHook(clearing);
        try {
            for (TcpProxy proxy : toBroker.values()) {
                proxy.close();
            }
            for (TcpProxy proxy : toDatabase.values()) {
                proxy.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void killAll() {
        stack.processes().reversed().forEach(StackProcess::kill);
    }
}
