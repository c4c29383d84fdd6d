package dev.switchboard.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which port a process gets for the one that it has by default. Safe for use by several threads.
 */
public final class Ports {

    // Below the range from which systems take the ports of outgoing connections.
    private static final int LOWEST_FREE = 10_000;
    private static final int HIGHEST_FREE = 32_000;

    private final int offset;
    private final boolean free;
    private final Map<Integer, Integer> chosen = new HashMap<>();

    private Ports(int offset, boolean free) {
        this.offset = offset;
        this.free = free;
    }

    /**
     * The defaults (SCIM on 8080, Kafka on 9092 and so on), each moved by so many.
     *
     * @param offset 0 to 50000
     */
    public static Ports offset(int offset) {
        if (offset < 0 || offset > 50_000) {
            throw new StackException(
                    "The port offset is '" + offset + "'; it must be from 0 to 50000.");
        }
        return new Ports(offset, false);
    }

    /** Ports that nobody listens at, chosen at first use and kept from then on. */
    public static Ports free() {
        return new Ports(0, true);
    }

    synchronized int forDefault(int port) {
        return free ? chosen.computeIfAbsent(port, p -> chooseFree()) : port + offset;
    }

    private int chooseFree() {
        int tries = 1000;
        for (int i = 0; i < tries; i++) {
            int candidate = ThreadLocalRandom.current().nextInt(LOWEST_FREE, HIGHEST_FREE);
            if (!chosen.containsValue(candidate) && isFree(candidate)) {
                return candidate;
            }
        }
        throw new StackException("No free port was found in " + tries + " tries.");
    }

    /** Whether a server could listen at that port of the loopback interface now. */
    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
