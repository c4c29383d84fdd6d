import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Formats every Java source below the modules' {@code src} folders, or with {@code --check} (the
 * build's way) names the files that are not formatted and fails.
 */
final class Format {

    public static void main(String[] args) throws Exception {
        boolean write = args.length == 1 && args[0].equals("--write");
        var formatter = new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());
        List<Path> unformatted = new ArrayList<>();
        for (Path source : sources()) {
            String before = Files.readString(source);
            String after = formatted(formatter, source, before);
            if (!after.equals(before)) {
                unformatted.add(source);
                if (write) {
                    Files.writeString(source, after);
                }
            }
        }
        unformatted.forEach(p -> System.out.println((write ? "formatted " : "not formatted: ") + p));
        if (!write && !unformatted.isEmpty()) {
            System.out.println("Run ./switchboard format to format them.");
            System.exit(1);
        }
    }

    private static String formatted(Formatter formatter, Path source, String text) throws Exception {
        try {
            String used = RemoveUnusedImports.removeUnusedImports(text);
            return formatter.formatSource(ImportOrderer.reorderImports(used, Style.AOSP));
        } catch (Exception e) {
            throw new IllegalStateException("Cannot format " + source + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> sources() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Path.of("."))) {
            for (Path module : modules.filter(m -> Files.isDirectory(m.resolve("src"))).toList()) {
                try (Stream<Path> files = Files.walk(module.resolve("src"))) {
                    files.filter(f -> f.toString().endsWith(".java")).sorted().forEach(found::add);
                }
            }
        }
        return found;
    }
}
