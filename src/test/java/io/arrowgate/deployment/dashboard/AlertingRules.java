package io.arrowgate.deployment.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads Prometheus' alerting rules from their file. */
public final class AlertingRules {
    private static final Path FILE = Path.of("compose/prometheus/rules.yml");

    private AlertingRules() {}

    public static List<JsonNode> all() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        new YAMLMapper().readTree(FILE.toFile()).get("groups").forEach(group -> group.get("rules")
                .forEach(rules::add));
        return rules;
    }
}
