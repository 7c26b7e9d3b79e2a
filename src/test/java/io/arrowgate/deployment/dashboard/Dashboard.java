package io.arrowgate.deployment.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads a dashboard from its file. */
public record Dashboard(String file, JsonNode json) {
    private static final Path FOLDER = Path.of("compose/grafana/dashboards");

    /** Returns all dashboards by name. */
    public static List<Dashboard> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Dashboard> dashboards = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                dashboards.add(
                        new Dashboard(file.getFileName().toString(), new ObjectMapper().readTree(file.toFile())));
            }
            return dashboards;
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the dashboards", e);
        }
    }

    /** Holds a query and its place. */
    public record Query(String title, String text) {}

    /** SQL of panels and annotations; variables have their own. */
    List<Query> sql() {
        List<Query> queries = queries("rawSql");
        for (JsonNode annotation : json.at("/annotations/list")) {
            queries.add(new Query(
                    annotation.get("name").asText(),
                    annotation.at("/target/rawSql").asText()));
        }
        return queries;
    }

    /** PromQL of panels. */
    public List<Query> promQl() {
        return queries("expr");
    }

    private List<Query> queries(String field) {
        List<Query> queries = new ArrayList<>();
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.path("targets")) {
                if (target.has(field)) {
                    queries.add(new Query(
                            panel.get("title").asText(), target.get(field).asText()));
                }
            }
        }
        return queries;
    }

    List<JsonNode> panels() {
        return StreamSupport.stream(json.get("panels").spliterator(), false).toList();
    }

    List<JsonNode> variables() {
        return StreamSupport.stream(json.at("/templating/list").spliterator(), false)
                .toList();
    }

    @Override
    public String toString() {
        return file;
    }
}
