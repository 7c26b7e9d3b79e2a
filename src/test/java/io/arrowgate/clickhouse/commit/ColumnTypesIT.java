package io.arrowgate.clickhouse.commit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.clickhouse.client.ClickHouseClient;
import io.arrowgate.clickhouse.client.RecordedMetrics;
import io.arrowgate.clickhouse.ddl.MissingTableHandler;
import io.arrowgate.clickhouse.ddl.TableSetup;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.local.SharedStack;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every column type on its way through our encoder and the engine's own Arrow reader. */
class ColumnTypesIT {
    private static final String DEFINITION = """
            name: every_type
            format: json
            event-time: {column: t}
            series-key: [k]
            arrow: {%s}
            columns:
              - {name: k, type: string, dictionary: true, required: true}
              - {name: t, type: timestamp, required: true}
              - {name: word, type: string, dictionary: true}
              - {name: text, type: string}
              - {name: flag, type: boolean}
              - {name: small, type: int32}
              - {name: large, type: int64}
              - {name: single, type: float32}
              - {name: twice, type: float64}
              - {name: DATE, type: date}
              - {name: DESC, type: timestamp}
              - {name: sure, type: boolean, required: true}
              - {name: day, type: date, required: true}
            """;

    @ParameterizedTest
    @ValueSource(strings = {"framing: stream", "framing: file", "dictionaries: false"})
    void valuesOfEveryTypeArriveAsTheyWere(String arrow) throws Exception {
        // Given
        StreamDefinition stream = StreamDefinitions.read(
                new ByteArrayInputStream(DEFINITION.formatted(arrow).getBytes(UTF_8)), "test");
        ClickHouseSettings settings =
                SinkTestBed.settings(SharedStack.clickHouseUrl(), SharedStack.uniqueName("types"));
        try (TableSetup setup = new TableSetup(settings)) {
            setup.ensure(stream);
        }
        List<Object> full = List.of(
                "ключ\t'\\",
                Instant.parse("2024-02-29T23:59:59.123456Z"),
                "",
                "zwölf",
                true,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                0.1f,
                Double.MIN_VALUE,
                LocalDate.parse("1969-12-31"),
                Instant.parse("1999-12-31T23:59:59.999999Z"),
                true,
                LocalDate.parse("2099-12-31"));
        List<Object> sparse = new ArrayList<>(Collections.nCopies(full.size(), null));
        sparse.set(0, "k");
        sparse.set(1, Instant.parse("2024-03-01T00:00:00Z"));
        sparse.set(11, false);
        sparse.set(12, LocalDate.EPOCH);
        BatchCommittable batch = TestBatches.pending(
                stream, "topic", Arrays.asList(new TestBatches.Row(3, 41, full), new TestBatches.Row(3, 42, sparse)));
        // When
        try (BatchInserter inserter = new BatchInserter(
                new ClickHouseClient(settings, 0),
                new BronzeTable(settings.database(), stream),
                settings,
                BatchCommittable.NOT_RESTORED,
                new RejectionLimit(1),
                MissingTableHandler.WAIT,
                new InsertMetrics(new RecordedMetrics()))) {
            inserter.insert(batch);
        }
        // Then
        assertThat(SharedStack.query("SELECT * FROM " + settings.database() + ".every_type ORDER BY _offset"))
                .isEqualTo("""
                        ключ\\t\\'\\\\\t2024-02-29 23:59:59.123456\t\tzwölf\ttrue\t-2147483648\t9223372036854775807\t0.1\t5e-324\t\
                        1969-12-31\t1999-12-31 23:59:59.999999\ttrue\t2099-12-31\ttopic\t3\t41\t0\t2024-05-09 01:02:03.456
                        k\t2024-03-01 00:00:00.000000\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\tfalse\t1970-01-01\ttopic\t3\t42\t0\t\
                        2024-05-09 01:02:03.456""");
    }
}
