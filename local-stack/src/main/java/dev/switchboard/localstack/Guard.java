package dev.switchboard.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Ends a stack's processes and deletes its directory when this JVM ends, be it by {@code kill -9}:
 * a small shell process notices that the pipe to it is closed.
 */
final class Guard {

    private static final String WATCH =
            """
            trap '' INT TERM HUP
            cat >/dev/null
            pids=()
            for file in "$1"/run/*.pid; do
              [ -e "$file" ] || continue
              read -r pid _ <"$file"
              pids+=("$pid")
              signal=KILL
              # At once, but without leaving its shared memory behind.
              case $file in */postgres.pid) kill -CONT "$pid"; signal=QUIT ;; esac
              kill -s $signal "$pid"
            done 2>/dev/null
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
              kill -0 "${pids[@]}" 2>/dev/null || break
              sleep 0.2
            done
            kill -KILL "${pids[@]}" 2>/dev/null
            rm -rf -- "$1"
            """;

    // A process that nobody refers to loses its pipe to the garbage collector.
    private static final Queue<Process> WATCHING = new ConcurrentLinkedQueue<>();

    private Guard() {}

    static void watch(Path home) {
        try {
            WATCHING.add(
                    new ProcessBuilder("bash", "-c", WATCH, "bash", home.toString())
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
