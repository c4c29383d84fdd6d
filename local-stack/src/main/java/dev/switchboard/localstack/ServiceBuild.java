package dev.switchboard.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A service's executable jar, made ready to start quickly: taken apart, since classes are found
 * faster in a folder of jars than in a jar of jars, and with an AOT cache (JEP 483, JEP 514) of the
 * classes that a start loads. Made once for each build, beside the jar; without the cache a start
 * takes twice the processor time, and is otherwise the same.
 *
 * <p>What a start loads is seen in a start for real, with broker and database: a third of it is
 * their clients, which a start without them does not reach.
 */
final class ServiceBuild {

    /** For training and service alike: a cache serves only the settings that it was made with. */
    private static final List<String> JVM =
            List.of(
                    // It grows where it must; from the machine's memory Java would begin with all.
                    "-Xms48m",
                    // With it and the 200 MiB beside the heap a service stays below 400 MiB.
                    "-Xmx176m",
                    // Else all of the heap is collected for the classes' sake while a service
                    // starts.
                    "-XX:MetaspaceSize=64m",
                    // The compiler's memory goes back to the machine when its rush is over.
                    "-XX:TrimNativeHeapInterval=10000",
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED");

    /**
     * Without the profiles of methods (JEP 515): those of a start tell the compiler nothing about
     * requests, and what it made of them took a third more processor time for a read, for ever.
     */
    private static final List<String> CLASSES_ONLY =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining");

    private static final int TRAININGS = 3;

    /** A file lock keeps other processes out, but not other threads. */
    private static final Map<Path, Object> IN_THIS_JVM = new ConcurrentHashMap<>();

    private final Path executable;
    private final Path folder;

    ServiceBuild(Checkout checkout, String module) {
        this.executable = checkout.executable(module);
        this.folder = executable.resolveSibling("unpacked");
    }

    /** Whether {@link #prepare} has nothing to do. */
    boolean isPrepared() {
        try {
            return Files.exists(stamp()) && Files.readString(stamp()).equals(identity());
        } catch (ZipException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes the jar apart and makes the cache, unless it is done; one process at a time.
     *
     * @param training how the service is started
     */
    void prepare(Training training) {
        synchronized (IN_THIS_JVM.computeIfAbsent(folder, _ -> new Object())) {
            try (FileChannel channel =
                            FileChannel.open(
                                    executable.resolveSibling("unpacked.lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                if (!isPrepared() && unpack() && train(training)) {
                    Files.writeString(stamp(), identity());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * The command line of the service, after {@link #prepare}; from the jar as it is where that had
     * no success.
     */
    List<String> command() {
        return Files.exists(stamp())
                ? command(List.of("-XX:AOTCache=" + cache()), jar())
                : command(List.of(), executable);
    }

    private static List<String> command(List<String> options, Path jar) {
        List<String> command = new ArrayList<>();
        command.add(Jdk.java());
        command.addAll(JVM);
        command.addAll(options);
        command.add("-jar");
        command.add(jar.toString());
        return command;
    }

    /** False where it is no jar: then the service itself says what is wrong with it. */
    private boolean unpack() throws IOException {
        Path fresh = executable.resolveSibling("unpacked.new");
        delete(fresh);
        Process unpacking =
                new ProcessBuilder(
                                Jdk.java(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Djarmode=tools",
                                "-jar",
                                executable.toString(),
                                "extract",
                                "--destination",
                                fresh.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(executable.resolveSibling("unpack.log").toFile())
                        .start();
        try {
            unpacking.waitFor();
        } catch (InterruptedException e) {
            unpacking.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while a service was prepared.", e);
        }
        delete(folder);
        if (!Files.exists(fresh.resolve(executable.getFileName()))) {
            return false;
        }
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    /**
     * Starts the service, ends it when it is ready, and so has the JVM write down what it loaded.
     *
     * @return false where it could not be started: what is wrong with it, it tells at the start
     *     that follows; a cache that is missing otherwise costs only the advantage
     */
    private boolean train(Training training) throws IOException {
        List<String> options = new ArrayList<>(CLASSES_ONLY);
        options.add("-XX:AOTCacheOutput=" + cache());
        // Now and then a thread that is interrupted while the service ends breaks the writing.
        for (int attempt = 1; attempt <= TRAININGS && !Files.exists(cache()); attempt++) {
            Path log = executable.resolveSibling("train-" + attempt + ".log");
            if (!training.run(command(options, jar()), log)) {
                // Of a start that came less far, or half written.
                Files.deleteIfExists(cache());
                return false;
            }
        }
        return true;
    }

    private Path jar() {
        return folder.resolve(executable.getFileName());
    }

    private Path cache() {
        return folder.resolve("app.aot");
    }

    private Path stamp() {
        return folder.resolve("made-of");
    }

    /**
     * Another jar, another JDK or other settings need another cache. The jar is told by its list of
     * contents: a build that can be repeated gives each the same time, and a small change may leave
     * the size. The checksums in that list are there already, and reading fifty megabytes at each
     * start to make one of our own would cost it a second.
     *
     * @throws ZipException where it is no jar
     */
    private String identity() throws IOException {
        try (ZipFile jar = new ZipFile(executable.toFile())) {
            return Stream.concat(
                            Stream.of(
                                    "%s, java %s %s %s"
                                            .formatted(
                                                    executable.getFileName(),
                                                    Runtime.version(),
                                                    JVM,
                                                    CLASSES_ONLY)),
                            jar.stream().map(e -> "%08x %s".formatted(e.getCrc(), e.getName())))
                    .collect(Collectors.joining("\n"));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
