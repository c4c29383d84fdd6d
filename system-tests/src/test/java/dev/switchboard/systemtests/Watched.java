package dev.switchboard.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An expression of the alert rules or the dashboard.
 *
 * @param place where it stands, to be found by a person
 * @param shown the labels that the texts about its result use
 */
record Watched(String place, String expression, Set<String> shown) {

    private static final Path MONITORING = Path.of("../docker/monitoring");
    private static final Pattern IN_ALERT = Pattern.compile("\\$labels\\.([a-z_]+)");
    private static final Pattern IN_LEGEND = Pattern.compile("\\{\\{ *([a-z_]+) *}}");

    /** All that there are. */
    static List<Watched> all() {
        List<Watched> all = new ArrayList<>();
        for (JsonNode rule : rules()) {
            all.add(
                    new Watched(
                            "alert " + rule.path("alert").asString(),
                            rule.path("expr").asString(),
                            used(IN_ALERT, rule.path("annotations").toString())));
        }
        JsonNode dashboard =
                JsonMapper.shared()
                        .readTree(MONITORING.resolve("grafana/dashboards/switchboard.json"));
        for (JsonNode target : dashboard.findParents("expr")) {
            all.add(
                    new Watched(
                            "panel '" + target.path("legendFormat").asString("") + "'",
                            target.path("expr").asString(),
                            used(IN_LEGEND, target.path("legendFormat").asString(""))));
        }
        assertThat(all).hasSizeGreaterThan(35);
        return all;
    }

    /** The alert rules as they are written. */
    static List<JsonNode> rules() {
        return new YAMLMapper()
                .readTree(MONITORING.resolve("alerts.yml"))
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    /** The names under which Prometheus asks the services. */
    static Set<String> jobs() {
        return new YAMLMapper()
                .readTree(MONITORING.resolve("prometheus.yml"))
                .path("scrape_configs")
                .valueStream()
                .map(config -> config.path("job_name").asString())
                .collect(Collectors.toSet());
    }

    private static Set<String> used(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
