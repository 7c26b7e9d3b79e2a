package io.arrowgate.report;

import static io.arrowgate.clickhouse.client.GoldenSql.assertRenders;

import io.arrowgate.clickhouse.ddl.ArchiveTables;
import io.arrowgate.report.derived.ClickHouseTimeRange;
import io.arrowgate.report.derived.CounterIncrementTable;
import io.arrowgate.report.derived.EventCountTable;
import io.arrowgate.report.derived.RefreshProgress;
import io.arrowgate.report.derived.RollupTable;
import io.arrowgate.report.derived.SourceRows;
import io.arrowgate.stream.ChangedStreams;
import io.arrowgate.stream.RollupDefinition;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportSqlTest {
    private static final String DATABASE = "arrowgate";
    private static final String NEW_ROWS = "_partition_id IN ('20240501') AND _part NOT IN ('20240501_1_9_1')";
    private static final String RETAINED = ClickHouseTimeRange.RANGE + " AND ifNull(toDate32(%1$s, 'UTC') > ("
            + ArchiveTables.newestRemovedDay(DATABASE, "sensors") + "), 1)";

    private static final SourceRows SOURCE_ROWS = new SourceRows(NEW_ROWS, RETAINED, false);

    private static final StreamDefinition SENSORS = StreamDefinitions.builtIn("sensors");
    private static final StreamDefinition TURNSTILES = StreamDefinitions.builtIn("turnstiles");

    @Test
    void derivedTable() throws IOException {
        RollupDefinition rollupDefinition =
                new RollupDefinition("sensors_1h", Duration.ofHours(1), List.of("device"), Duration.ofDays(365));

        assertRenders(
                "report/derived_table",
                new RollupTable(ChangedStreams.withRollUp(SENSORS, rollupDefinition), rollupDefinition)
                        .createTable(DATABASE));
    }

    @Test
    void derivedTableWithoutTtl() throws IOException {
        assertRenders("report/derived_table-without_ttl", new CounterIncrementTable(TURNSTILES).createTable(DATABASE));
    }

    @Test
    void derivedTableRefresh() throws IOException {
        String version = "greatest(toUInt64(toUnixTimestamp64Nano(now64(9))), %s + 1)";

        assertRenders(
                "report/derived_table_refresh",
                new EventCountTable(countedStream()).refresh(DATABASE, SOURCE_ROWS, version));
    }

    @Test
    void counterIncrements() throws IOException {
        assertRenders(
                "report/counter_increments", new CounterIncrementTable(TURNSTILES).recompute(DATABASE, SOURCE_ROWS));
    }

    @Test
    void countedEvents() throws IOException {
        assertRenders("report/counted_events", new EventCountTable(countedStream()).recompute(DATABASE, SOURCE_ROWS));
    }

    @Test
    void rollUpOfReadingsGroupedBySeries() throws IOException {
        assertRenders("report/rollup_recompute", rollUp(SENSORS).recompute(DATABASE, SOURCE_ROWS));
    }

    @Test
    void rollUpOfIncrementsGroupedByMoreThanTheSeries() throws IOException {
        assertRenders("report/rollup_windows_or_deleted", rollUp(TURNSTILES).recompute(DATABASE, SOURCE_ROWS));
    }

    @Test
    void windows() throws IOException {
        assertRenders("report/rollup_windows", rollUp(TURNSTILES).windows(DATABASE, SOURCE_ROWS));
    }

    @Test
    void rowsOfTouchedWindows() throws IOException {
        assertRenders("report/rollup_rows", rollUp(SENSORS).rows(DATABASE, SOURCE_ROWS));
    }

    @Test
    void changedPartitions() throws IOException {
        assertRenders("report/changed_partitions", RefreshProgress.changedPartitions(DATABASE, SENSORS));
    }

    @Test
    void qualityOfOneCounter() throws IOException {
        assertRenders("report/counter_quality", CounterIncrementTable.qualityOf("ENTRIES"));
    }

    @Test
    void derivedProgress() throws IOException {
        assertRenders("report/derived_progress", RefreshProgress.createTable(DATABASE));
    }

    @Test
    void schemaMigrations() throws IOException {
        assertRenders("report/schema_migrations", ViewMigrations.createTable(DATABASE));
    }

    private static RollupTable rollUp(StreamDefinition stream) {
        return new RollupTable(stream, stream.rollUps().get(0));
    }

    /** Two counters, a label that may be null, and a name that needs quotes. */
    private static StreamDefinition countedStream() throws IOException {
        String yaml = """
                name: gates
                format: json
                event-time: {column: at}
                series-key: [GATE, DESC]
                labels: [SITE]
                counters: {kind: increment, columns: [INS, OUTS], table: gate_counts}
                columns:
                  - {name: GATE, type: string, required: true}
                  - {name: DESC, type: string, required: true}
                  - {name: SITE, type: string, dictionary: true}
                  - {name: at, type: timestamp, required: true}
                  - {name: INS, type: int32, required: true}
                  - {name: OUTS, type: int32, required: true}
                """;
        return StreamDefinitions.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "gates.yaml");
    }
}
