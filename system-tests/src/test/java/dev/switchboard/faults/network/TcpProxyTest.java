package dev.switchboard.faults.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.localstack.FreePorts;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;

/** A line through the proxy, to a server that says everything twice. */
@Timeout(60)
final class TcpProxyTest {

    private static final int SILENCE_MILLIS = 300;
    private static final int PATIENCE_MILLIS = 30_000;

    private final List<Integer> ports = FreePorts.free(2);
    private ServerSocket server;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(ports.get(1), 50, InetAddress.getLoopbackAddress());
        proxy = new TcpProxy(ports.get(0), ports.get(1));
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> echo(client));
            } catch (IOException e) {
                // Closed, at the end.
            }
        }
    }

    private static void echo(Socket client) {
        try (client) {
            for (int b = client.getInputStream().read();
                    b >= 0;
                    b = client.getInputStream().read()) {
                client.getOutputStream().write(b);
            }
        } catch (IOException e) {
            // Reset, as the test wants it.
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.get(0));
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void isAnswered(Socket socket) throws IOException {
        socket.getOutputStream().write('x');
        assertThat(socket.getInputStream().read()).isEqualTo('x');
    }

    @Test
    void letsBytesThrough() throws IOException {
        try (Socket socket = connect()) {
            isAnswered(socket);
        }
    }

    @Test
    void resetsWhatIsConnectedAndWhatConnectsUntilItIsHealed() throws IOException {
        try (Socket before = connect()) {
            isAnswered(before);

            proxy.cut();

            assertThatThrownBy(() -> isAnswered(before)).isInstanceOf(IOException.class);
            assertThatThrownBy(
                            () -> {
                                try (Socket meanwhile = connect()) {
                                    meanwhile.getOutputStream().write('x');
                                    if (meanwhile.getInputStream().read() < 0) {
                                        throw new IOException("closed");
                                    }
                                }
                            })
                    .isInstanceOf(IOException.class);
        }
        proxy.heal();
        try (Socket after = connect()) {
            isAnswered(after);
        }
    }

    @Test
    void holdsBytesBackAndLosesNone() throws IOException {
        try (Socket socket = connect()) {
            isAnswered(socket);

            proxy.stall();
            socket.getOutputStream().write('y');
            socket.setSoTimeout(SILENCE_MILLIS);
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);

            proxy.heal();
            socket.setSoTimeout(PATIENCE_MILLIS);
            assertThat(socket.getInputStream().read()).isEqualTo('y');
        }
    }
}
