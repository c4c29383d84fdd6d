package dev.switchboard.systemtests;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The series of one or several answers to Prometheus (text format 0.0.4). */
record Exposition(List<Series> series) {

    private static final Pattern LINE =
            Pattern.compile(
                    "(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(?<labels>.*)})? [^ ]+(?: [0-9]+)?");
    private static final Pattern LABEL =
            Pattern.compile("(?<name>[a-zA-Z_][a-zA-Z0-9_]*)=\"(?<value>(?:[^\"\\\\]|\\\\.)*)\",?");

    /** A metric's name with labels and their values. */
    record Series(String metric, Map<String, String> labels) {}

    /**
     * @throws IllegalArgumentException where a line is none of that format
     */
    static Exposition of(Collection<String> answers) {
        return new Exposition(
                answers.stream()
                        .flatMap(String::lines)
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(Exposition::read)
                        .distinct()
                        .toList());
    }

    private static Series read(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("This is no series: " + line);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        String text = matcher.group("labels");
        Matcher label = LABEL.matcher(text == null ? "" : text);
        while (label.lookingAt()) {
            labels.put(label.group("name"), label.group("value"));
            label.region(label.end(), label.regionEnd());
        }
        if (label.regionStart() != label.regionEnd()) {
            throw new IllegalArgumentException("These are no labels: " + line);
        }
        return new Series(matcher.group("name"), labels);
    }

    List<Series> of(String metric) {
        return series.stream().filter(each -> each.metric().equals(metric)).toList();
    }
}
