package dev.switchboard.faults.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between one client and one server on the loopback address, and is the network that fails:
 * it can cut all connections and refuse new ones, or hold back every byte while both ends believe
 * that they are connected.
 */
public final class TcpProxy implements AutoCloseable {

    private static final int CONNECT_MILLIS = 2000;
    private static final int BUFFER = 16 * 1024;

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.OPEN;

    private enum State {
        OPEN,
        CUT,
        STALLED,
        CLOSED
    }

    /** Listens at one port for what is meant for the other. */
    public TcpProxy(int port, int target) {
        this.target = target;
        try {
            this.listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen at " + port, e);
        }
        Thread.ofVirtual().name("proxy-" + port).start(this::accept);
    }

    /** Resets all connections, and every new one, until {@link #heal}. */
    public void cut() {
        become(State.CUT);
        sockets.forEach(TcpProxy::reset);
    }

    /** Holds back every byte, until {@link #heal}. */
    public void stall() {
        become(State.STALLED);
    }

    /** Lets everything through again. */
    public void heal() {
        become(State.OPEN);
    }

    @Override
    public void close() throws IOException {
        become(State.CLOSED);
        listener.close();
        sockets.forEach(TcpProxy::reset);
    }

    private void become(State next) {
        lock.lock();
        try {
            if (state != State.CLOSED) {
                state = next;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private State stateNow() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (stateNow() != State.CLOSED) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                // Closed, which the loop's condition sees, or one connection that failed.
            }
        }
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        sockets.add(client);
        sockets.add(server);
        try {
            passStall();
            server.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), target),
                    CONNECT_MILLIS);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> pump(server, client));
            pump(client, server);
            back.join();
        } catch (IOException e) {
            // Whoever is connected sees it by the reset.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            reset(client);
            reset(server);
            sockets.remove(client);
            sockets.remove(server);
        }
    }

    /** Until one end closes; then the other is closed too. */
    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                passStall();
                out.write(buffer, 0, read);
            }
            passStall();
            to.shutdownOutput();
        } catch (IOException e) {
            reset(from);
            reset(to);
        }
    }

    /** Waits for the end of a stall. */
    private void passStall() throws IOException {
        lock.lock();
        try {
            while (state == State.STALLED) {
                changed.awaitUninterruptibly();
            }
            if (state != State.OPEN) {
                throw new IOException("cut");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes with RST, as a network that lost the connection does. */
    private static void reset(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        } catch (IOException e) {
            // It is gone already.
        }
    }
}
