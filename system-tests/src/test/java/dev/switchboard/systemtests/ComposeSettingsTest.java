package dev.switchboard.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Holds {@code .env.example} against the settings that {@code docker-compose.yml} has. */
final class ComposeSettingsTest {

    private static final Pattern WITH_DEFAULT = Pattern.compile("\\$\\{([A-Z_]+):-([^}]*)}");
    private static final Pattern PASSED_ON = Pattern.compile("(?m)^ +(SWITCHBOARD_[A-Z_]+):$");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([A-Z_]+)=(.*)$");
    private static final Pattern SAMPLE_OF_NONE = Pattern.compile("(?m)^#(SWITCHBOARD_[A-Z_]+)=");

    private final String compose = read("../docker-compose.yml");
    private final String sample = read("../.env.example");

    @Test
    void theSampleHasEverySettingWithItsDefault() {
        assertThat(pairs(SAMPLE, sample)).isEqualTo(pairs(WITH_DEFAULT, compose));
    }

    @Test
    void theSampleHasEverySettingThatIsOnlyPassedOn() {
        assertThat(names(SAMPLE_OF_NONE, sample)).isNotEmpty().isEqualTo(names(PASSED_ON, compose));
    }

    /** A setting that is named twice has the same default twice. */
    private static Map<String, String> pairs(Pattern pattern, String text) {
        Map<String, String> pairs = new TreeMap<>();
        pattern.matcher(text)
                .results()
                .forEach(
                        found -> {
                            String before = pairs.put(found.group(1), found.group(2));
                            assertThat(found.group(2))
                                    .as(found.group(1))
                                    .isEqualTo(before == null ? found.group(2) : before);
                        });
        return pairs;
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }
}
