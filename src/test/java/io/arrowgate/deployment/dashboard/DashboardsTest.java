package io.arrowgate.deployment.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that Grafana can show the dashboards' files without manual repair. */
class DashboardsTest {
    private static final Map<String, String> DATA_SOURCES =
            Map.of("prometheus", "prometheus", "clickhouse", "grafana-clickhouse-datasource");
    private static final Set<String> PANELS = Set.of("row", "stat", "timeseries", "table", "barchart", "piechart");
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)(?::\\w+)?}|(\\w+))");
    private static final int COLUMNS = 24;

    static List<Dashboard> dashboards() {
        return Dashboard.all();
    }

    @Test
    void eachHasAUniqueUidAndTitle() {
        assertThat(dashboards())
                .extracting(Dashboard::file)
                .containsExactly("data-quality.json", "devices.json", "pipeline.json", "stations.json", "stream.json");
        assertThat(dashboards())
                .extracting(dashboard -> dashboard.json().get("uid").asText())
                .doesNotHaveDuplicates();
        assertThat(dashboards())
                .extracting(dashboard -> dashboard.json().get("title").asText())
                .doesNotHaveDuplicates()
                .allMatch(title -> title.startsWith("Arrowgate / "));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsHaveIdsOfTheirOwnAndSayWhatTheyShow(Dashboard dashboard) {
        assertThat(dashboard.panels())
                .extracting(panel -> panel.get("id").asInt())
                .doesNotHaveDuplicates();
        for (JsonNode panel : dashboard.panels()) {
            assertThat(panel.get("title").asText()).isNotBlank();
            assertThat(PANELS).contains(panel.get("type").asText());
            if (!isRow(panel)) {
                assertThat(panel.path("description").asText())
                        .as(panel.get("title").asText())
                        .endsWith(".");
                assertThat(panel.get("targets")).isNotEmpty();
            }
        }
    }

    /** The newest event of an idle stream gets older, and no row is late. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void agesOfEventsAreHiddenWhileAStreamIsIdle(Dashboard dashboard) {
        for (JsonNode expression : dashboard.json().findValues("expr")) {
            if (expression.asText().matches(".*(freshness|eventTimeLag)Millis.*")) {
                assertThat(expression.asText()).contains(" and on (stream) ");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsAreOnTheGridAndNoneCoversAnother(Dashboard dashboard) {
        Set<String> taken = new HashSet<>();
        for (JsonNode panel : dashboard.panels()) {
            JsonNode place = panel.get("gridPos");
            int right = place.get("x").asInt() + place.get("w").asInt();
            assertThat(right).as(panel.get("title").asText()).isLessThanOrEqualTo(COLUMNS);
            for (int x = place.get("x").asInt(); x < right; x++) {
                for (int dy = 0; dy < place.get("h").asInt(); dy++) {
                    assertThat(taken.add(x + "," + (place.get("y").asInt() + dy)))
                            .as("%s covers another panel", panel.get("title"))
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void dataSourcesAreThoseThatAreProvisioned(Dashboard dashboard) {
        List<JsonNode> sources = dashboard.json().findValues("datasource");
        assertThat(sources).isNotEmpty();
        for (JsonNode source : sources) {
            assertThat(source.get("type").asText())
                    .isEqualTo(DATA_SOURCES.get(source.get("uid").asText()));
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void variablesAreDefinedBeforeTheyAreUsedAndEachIsUsed(Dashboard dashboard) {
        Set<String> defined = new HashSet<>();
        Set<String> used = new HashSet<>();
        for (JsonNode variable : dashboard.variables()) {
            Set<String> asked = variablesOf(variable.get("definition"));
            assertThat(defined).containsAll(asked);
            used.addAll(asked);
            defined.add(variable.get("name").asText());
        }
        used.addAll(variablesOf(dashboard.json().get("panels")));
        used.addAll(variablesOf(dashboard.json().get("annotations")));
        assertThat(used).isEqualTo(defined);
    }

    /** But for those that Grafana itself has, and macros, whose names begin with two underscores. */
    private static Set<String> variablesOf(JsonNode node) {
        Set<String> names = new HashSet<>();
        for (String text : texts(node, new ArrayList<>())) {
            for (Matcher found = VARIABLE.matcher(text); found.find(); ) {
                names.add(found.group(1) == null ? found.group(2) : found.group(1));
            }
        }
        names.removeIf(name -> name.startsWith("__"));
        return names;
    }

    private static List<String> texts(JsonNode node, List<String> into) {
        if (node.isTextual()) {
            into.add(node.asText());
        }
        node.forEach(child -> texts(child, into));
        return into;
    }

    private static boolean isRow(JsonNode panel) {
        return panel.get("type").asText().equals("row");
    }
}
