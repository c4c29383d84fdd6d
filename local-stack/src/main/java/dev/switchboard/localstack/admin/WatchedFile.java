package dev.switchboard.localstack.admin;

import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/** A file that tells how much of it has been read, so that a long upload is seen to go on. */
final class WatchedFile extends FilterInputStream {

    private static final int STEP = 10;

    /** Bytes; what is shorter is sent before anybody could read how far it is. */
    private static final long LONG = 1_000_000;

    private final long size;
    private final IntConsumer progress;
    private long read;
    private int told;

    /**
     * @param progress is told 10, 20, … 100 (per cent) when as much of a long file has been read
     */
    WatchedFile(Path file, IntConsumer progress) throws IOException {
        super(Files.newInputStream(file));
        this.size = Files.size(file);
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int some = super.read(bytes, offset, length);
        count(Math.max(0, some));
        return some;
    }

    private void count(int bytes) {
        read += bytes;
        while (size >= LONG && told < 100 && read * 100 / size >= told + STEP) {
            told += STEP;
            progress.accept(told);
        }
    }
}
