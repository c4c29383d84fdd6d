package dev.switchboard.benchmarks.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One keep-alive connection with at most one request under way. */
final class Connection {

    private static final long NONE = -1;

    private final InetSocketAddress address;
    private final Selector selector;
    private final ResponseReader reader = new ResponseReader();
    private SocketChannel channel;
    private SelectionKey key;
    private ByteBuffer output = ByteBuffer.allocate(0);
    private long number = NONE;
    private long due;

    Connection(InetSocketAddress address, Selector selector) throws IOException {
        this.address = address;
        this.selector = selector;
        this.channel = SocketChannel.open(address);
        this.key = register();
    }

    private SelectionKey register() throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send(byte[] request, long requestNumber, long dueNanos) throws IOException {
        number = requestNumber;
        due = dueNanos;
        output = ByteBuffer.wrap(request);
        write();
    }

    /** Writes what the socket takes. */
    void write() throws IOException {
        channel.write(output);
        int interest =
                output.hasRemaining()
                        ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                        : SelectionKey.OP_READ;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    /**
     * Reads what is there.
     *
     * @return whether the answer is complete
     */
    boolean read() throws IOException {
        int bytes = channel.read(reader.space());
        if (bytes < 0) {
            throw new EOFException("The server has closed the connection");
        }
        return reader.isComplete();
    }

    int status() {
        return reader.status();
    }

    ByteBuffer body() {
        return reader.body();
    }

    long number() {
        return number;
    }

    /** When its request was due, by {@link System#nanoTime()}. */
    long due() {
        return due;
    }

    boolean isBusy() {
        return number != NONE;
    }

    /** The answer has been taken. */
    void done() throws IOException {
        boolean closing = reader.isClosing();
        number = NONE;
        reader.reset();
        if (closing) {
            reopen();
        }
    }

    /** A new connection in place of a broken one. */
    void reopen() throws IOException {
        close();
        number = NONE;
        reader.reset();
        output = ByteBuffer.allocate(0);
        channel = SocketChannel.open(address);
        key = register();
    }

    void close() throws IOException {
        key.cancel();
        channel.close();
    }
}
