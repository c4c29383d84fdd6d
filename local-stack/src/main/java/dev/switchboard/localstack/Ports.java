package dev.switchboard.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports on the loopback address. */
public final class Ports {

    private Ports() {}

    /** Whether nobody listens there now. */
    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** As many different free ports; another process may take one before it is used. */
    public static List<Integer> free(int count) {
        List<Integer> ports = new ArrayList<>();
        try {
            collect(count, ports);
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds each port until the last one is found, so that none is found twice. */
    private static void collect(int count, List<Integer> into) throws IOException {
        if (count > 0) {
            try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                into.add(held.getLocalPort());
                collect(count - 1, into);
            }
        }
    }
}
