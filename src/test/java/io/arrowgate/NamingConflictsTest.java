package io.arrowgate;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.config.SettingsLoader;
import io.arrowgate.stream.InvalidStreamDefinitionException;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies that streams cannot use names of the job or of other streams. */
class NamingConflictsTest {
    private final NamingConflicts names =
            NamingConflicts.of(SettingsLoader.load(Map.of("alerts.table", "alarms"), null, Map.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alerts",
                "alarms",
                "dead_letters",
                "archived_days",
                "archived_offsets",
                "derived_progress",
                "schema_migrations",
                "freshness",
                "data_quality",
                "busiest_stations",
                "dim_station",
                "sensors_1m",
                "turnstile_increments",
                "freshness_of_doors"
            })
    void aStreamOfTheNameOfATableOfTheJobIsRejectedByName(String name) {
        assertThatThrownBy(() -> names.check(List.of(stream("name: " + name))))
                .isInstanceOf(InvalidStreamDefinitionException.class)
                .hasMessageContaining("stream '" + name + "'")
                .hasMessageMatching(".*(set another name|rename the stream).*");
    }

    @ParameterizedTest
    @CsvSource({
        "topic: dead-letters, kafka.dead-letters-topic",
        "topic: dead-letters.batches, clickhouse.rejected-batches-topic",
        "topic: alerts, alerts.topic",
        "topic: alert-rules, alerts.rules-topic",
        "arrow: {topic: alerts}, alerts.topic",
        "arrow: {topic: sensors}, raw topic of stream sensors",
        "arrow: {topic: doors}, also the stream's raw topic",
        "clickhouse: {table: sensors_1h}, derived table of stream sensors",
        "'roll-ups: [{table: alarms, width: 1 min}]', alerts.table"
    })
    void aStreamWithATopicOrTableOfTheJobIsRejectedByName(String part, String reason) {
        assertThatThrownBy(() -> names.check(List.of(stream("name: doors\n" + part))))
                .isInstanceOf(InvalidStreamDefinitionException.class)
                .hasMessageContaining("stream 'doors'")
                .hasMessageContaining(reason);
    }

    @Test
    void theBuiltInStreamsAndOneThatSharesATopicArePossible() throws Exception {
        assertThatCode(() -> names.check(List.of(
                        StreamDefinitions.builtIn("sensors"),
                        StreamDefinitions.builtIn("turnstiles"),
                        stream("name: doors\ntopic: sensors"))))
                .doesNotThrowAnyException();
    }

    private static StreamDefinition stream(String parts) throws Exception {
        String yaml = """
                %s
                format: json
                event-time: {column: ts}
                series-key: [id]
                columns:
                  - {name: id, type: string, required: true}
                  - {name: ts, type: timestamp, required: true}
                """.formatted(parts);
        return StreamDefinitions.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "test");
    }
}
