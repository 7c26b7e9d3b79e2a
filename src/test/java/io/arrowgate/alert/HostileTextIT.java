package io.arrowgate.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.notify.AlertSerializer;
import io.arrowgate.alert.notify.AlertTable;
import io.arrowgate.alert.notify.TestAlert;
import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.ddl.TableSetup;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.testing.TestClickHouse;
import io.arrowgate.tools.local.SharedStack;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Writes texts that would be SQL injections if they were not quoted. The engine must store them as text, and other
 * tables must stay.
 */
class HostileTextIT {
    private static final String HOSTILE =
            "'; DROP TABLE {db}.canary; -- ` \\' \" \\ ? /* {d '2024-01-01'} ${x} %s %d \t\r\n ; \u00e9";

    private final String database = SharedStack.newDatabase();
    private final String hostile = HOSTILE.replace("{db}", database);
    private final ClickHouseSettings settings = TestClickHouse.shared(database);

    @BeforeEach
    void canary() {
        SharedStack.query("CREATE TABLE %s.canary (a UInt8) ENGINE = Memory".formatted(database));
    }

    private void assertCanaryLives() {
        assertThat(SharedStack.query("EXISTS TABLE %s.canary".formatted(database)))
                .isEqualTo("1");
    }

    private StreamDefinition stream(String more) throws Exception {
        String yaml = """
                name: s
                format: json
                event-time: {column: t}
                series-key: [k]
                %s
                columns:
                  - {name: k, type: string, required: true, unit: %s}
                  - {name: t, type: timestamp, required: true}
                """.formatted(more, quoted());
        return StreamDefinitions.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "test");
    }

    private String quoted() throws Exception {
        return new ObjectMapper().writeValueAsString(hostile);
    }

    @Test
    void columnUnitBecomesColumnComment() throws Exception {
        try (TableSetup tables = new TableSetup(settings);
                ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings)) {
            tables.ensure(stream(""));
            assertThat(queries.rows(
                            "SELECT comment FROM system.columns WHERE database = '%s' AND table = 's' AND name = 'k'"
                                    .formatted(database)))
                    .containsExactly(Map.of("comment", "unit: " + hostile + "; series key"));
        }
        assertCanaryLives();
    }

    @Test
    void hostilePolicyAndVolumeAreUnknownToServer() throws Exception {
        StreamDefinition stream =
                stream("clickhouse: {ttl: P1D, ttl-volume: %1$s, storage-policy: %1$s}".formatted(quoted()));
        try (TableSetup tables = new TableSetup(settings)) {
            assertThatThrownBy(() -> tables.ensure(stream))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("storage policy");
        }
        assertCanaryLives();
    }

    @Test
    void alertTextsAreStoredUnchanged() throws Exception {
        Alert alert = new TestAlert()
                .series(Map.of("device", hostile))
                .labels(Map.of("station", hostile))
                .text(hostile)
                .build();
        try (TableSetup tables = new TableSetup(settings)) {
            tables.ensure(AlertTable.layout("alerts"));
        }
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1, flink);
        environment.fromData(AlertSerializer.typeInfo(), alert).sinkTo(AlertTable.sink(settings, "alerts"));
        environment.execute();

        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings)) {
            List<Map<String, Object>> rows =
                    queries.rows("SELECT series['device'] AS device, labels['station'] AS station, text FROM %s.alerts"
                            .formatted(database));
            assertThat(rows).containsExactly(Map.of("device", hostile, "station", hostile, "text", hostile));
        }
        assertCanaryLives();
    }
}
