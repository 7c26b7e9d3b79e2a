package io.arrowgate.clickhouse.ddl;

import static io.arrowgate.testing.TestAwait.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.batch.arrow.RowRange;
import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.TableMismatchException;
import io.arrowgate.clickhouse.commit.BatchInserter;
import io.arrowgate.clickhouse.commit.BronzeTable;
import io.arrowgate.clickhouse.commit.ResponseSubstitutingProxy;
import io.arrowgate.clickhouse.commit.ResponseSubstitutingProxy.Canned;
import io.arrowgate.clickhouse.commit.SinkTestBed;
import io.arrowgate.clickhouse.commit.TestBatches;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.report.DeadLetterTable;
import io.arrowgate.stream.ChangedStreams;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.testing.EarlierTables;
import io.arrowgate.tools.local.SharedStack;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests table setup against the tables of a real engine. */
class TableSetupIT {
    private final StreamDefinition sensors = StreamDefinitions.builtIn("sensors");
    private final ClickHouseSettings settings =
            SinkTestBed.settings(SharedStack.clickHouseUrl(), SharedStack.uniqueName("setup"));

    private TableSetup.Result ensure(StreamDefinition stream) throws Exception {
        try (TableSetup setup = new TableSetup(settings)) {
            return setup.ensure(stream);
        }
    }

    /** A table of one's own, made before the job came. */
    private void existing(String columns, String rest) {
        SharedStack.query("CREATE DATABASE " + settings.database());
        SharedStack.query("CREATE TABLE %s.sensors (%s) %s".formatted(settings.database(), columns, rest));
    }

    @Test
    void builtInTablesAreCreatedAndThenFoundAsTheyShouldBe() throws Exception {
        for (String name : StreamDefinitions.BUILT_IN) {
            StreamDefinition stream = StreamDefinitions.builtIn(name);
            String table = settings.database() + "." + name;
            assertThat(ensure(stream)).isEqualTo(new TableSetup.Result(table, true, List.of(), List.of()));
            assertThat(ensure(stream)).isEqualTo(new TableSetup.Result(table, false, List.of(), List.of()));
        }
    }

    @Test
    void tableOfOneServerIsAWarningIfThereAreSeveralAddresses() throws Exception {
        String second = SharedStack.clickHouseUrl().replace("127.0.0.1", "localhost");
        ClickHouseSettings several = settings.withUrl(settings.url() + "," + second);
        for (int i = 0; i < 2; i++) {
            try (TableSetup setup = new TableSetup(several)) {
                assertThat(setup.ensure(sensors).warnings())
                        .singleElement()
                        .asString()
                        .contains("2 addresses", "engine ReplacingMergeTree", "clickhouse.cluster");
            }
        }
    }

    @Test
    void rowsGoToTheColdVolumeWhenTheirTimeIsOverAndStayToBeQueried() throws Exception {
        ensure(TableDdlTest.streamWith("{ttl: PT1H, ttl-volume: cold, storage-policy: tiered}"));
        String table = settings.database() + ".s";
        SharedStack.query(
                "INSERT INTO %s (k, t, _topic_id, _partition, _offset) VALUES ('old', now64() - 7200, 't', 0, 1)"
                        .formatted(table));
        SharedStack.query("INSERT INTO %s (k, t, _topic_id, _partition, _offset) VALUES ('new', now64(), 't', 0, 2)"
                .formatted(table));
        String disks = "SELECT _disk_name, k FROM %s ORDER BY k".formatted(table);
        await("the move of the older row")
                .untilAsserted(() -> assertThat(SharedStack.query(disks)).isEqualTo("default\tnew\ncold\told"));
    }

    @Test
    void tableWithEnoughInOtherTypesIsTakenAndLacksAreReported() throws Exception {
        existing(
                "device String, ts DateTime64(9), cpu_used Nullable(Float64), run_elapsed_ms Nullable(Int64), extra UInt8 DEFAULT 7",
                "ENGINE = MergeTree ORDER BY device");
        TableSetup.Result report = ensure(sensors);
        assertThat(report.addedColumns())
                .containsExactly(
                        "cpu_free",
                        "memory_used",
                        "memory_free",
                        "_topic_id",
                        "_partition",
                        "_offset",
                        "_row",
                        "_ingested_at");
        assertThat(report.warnings())
                .satisfiesExactly(
                        engine -> assertThat(engine).contains("MergeTree cannot collapse duplicates"),
                        window -> assertThat(window).contains("MODIFY SETTING non_replicated_deduplication_window"),
                        index -> assertThat(index).contains("no index of offsets", "ADD INDEX row_offsets"));
        assertThat(ensure(sensors).addedColumns()).isEmpty();
    }

    @Test
    void typeThatDoesNotFitStopsWithBothTypesAndChangesNothing() {
        existing("device String, ts DateTime64(6, 'UTC'), cpu_used Float32", "ENGINE = MergeTree ORDER BY device");
        assertThatThrownBy(() -> ensure(sensors))
                .isInstanceOf(TableMismatchException.class)
                .hasMessageContaining(settings.database() + ".sensors, column cpu_used: its type is Float32")
                .hasMessageContaining("needs Nullable(Float32)")
                .hasMessageContaining("MODIFY COLUMN");
        assertThat(SharedStack.query("SELECT count() FROM system.columns WHERE table = 'sensors' AND database = '%s'"
                        .formatted(settings.database())))
                .isEqualTo("3");
    }

    @Test
    void columnOfTypeJsonStopsWithStatementsThatFixIt() throws Exception {
        StreamDefinition stream = ChangedStreams.builtInWith("sensors", "{name: payload, type: json}");
        existing(
                "device String, ts DateTime64(6, 'UTC'), payload Nullable(JSON)", "ENGINE = MergeTree ORDER BY device");
        String table = settings.database() + ".sensors";
        SharedStack.query("INSERT INTO %s VALUES ('a', '2024-05-01', '{\"b\":1.50}')".formatted(table));

        assertThatThrownBy(() -> ensure(stream))
                .isInstanceOf(TableMismatchException.class)
                .hasMessageContaining(
                        table + ", column payload: its type is Nullable(JSON), but the job needs Nullable(String)")
                .hasMessageContaining("ALTER TABLE " + table + " MODIFY COLUMN payload Nullable(String);")
                .hasMessageEndingWith("ALTER TABLE " + table + " ADD COLUMN payload_json Nullable(JSON) MATERIALIZED"
                        + " accurateCastOrNull(payload, 'JSON')");
        SharedStack.query("ALTER TABLE %s MODIFY COLUMN payload Nullable(String)".formatted(table));
        SharedStack.query(("ALTER TABLE %s ADD COLUMN payload_json Nullable(JSON) MATERIALIZED"
                        + " accurateCastOrNull(payload, 'JSON')")
                .formatted(table));

        assertThat(ensure(stream).addedColumns()).contains("_offset");
        assertThat(SharedStack.query("SELECT payload, payload_json.b FROM " + table))
                .isEqualTo("{\"b\":1.5}\t1.5");
    }

    @Test
    void columnThatTheDefinitionNoLongerHasStopsUnlessItFillsItself() throws Exception {
        ensure(sensors);
        String table = settings.database() + ".sensors";
        SharedStack.query("ALTER TABLE %s ADD COLUMN site String, ADD COLUMN twice UInt8 ALIAS 2".formatted(table));
        assertThatThrownBy(() -> ensure(sensors))
                .isInstanceOf(TableMismatchException.class)
                .hasMessageContaining(table + " has columns that the stream's definition does not have: [site]")
                .hasMessageContaining("DEFAULT NULL")
                .hasMessageContaining("DROP COLUMN");

        SharedStack.query("ALTER TABLE %s MODIFY COLUMN site DEFAULT ''".formatted(table));

        assertThat(ensure(sensors).addedColumns()).isEmpty();
    }

    @Test
    void nullableColumnOfAnEarlierDefinitionStops() throws Exception {
        ensure(ChangedStreams.builtInWith("sensors", "{name: site, type: string}"));

        assertThatThrownBy(() -> ensure(sensors))
                .isInstanceOf(TableMismatchException.class)
                .hasMessageContaining("columns that the stream's definition does not have: [site]");
    }

    @Test
    void nullableColumnThatSomebodyHasAddedIsLeftEmptyWithAWarning() throws Exception {
        ensure(sensors);
        SharedStack.query("ALTER TABLE %s.sensors ADD COLUMN extra Nullable(Float64)".formatted(settings.database()));

        TableSetup.Result report = ensure(sensors);

        assertThat(report.addedColumns()).isEmpty();
        assertThat(report.warnings())
                .containsExactly("columns [extra] are not in the stream's definition: new rows have NULL there");
    }

    @Test
    void requiredColumnIsNotAddedToATableThatHasRows() throws Exception {
        ensure(sensors);
        StreamDefinition after = ChangedStreams.builtInWith("sensors", "{name: site, type: string, required: true}");
        String table = settings.database() + ".sensors";
        SharedStack.query("INSERT INTO %s (device) VALUES ('a')".formatted(table));

        assertThatThrownBy(() -> ensure(after))
                .isInstanceOf(TableMismatchException.class)
                .hasMessageContaining(table + " has rows without [site], which the stream's definition requires")
                .hasMessageContaining("Remove `required`");
        SharedStack.query("TRUNCATE TABLE " + table);
        assertThat(ensure(after).addedColumns()).containsExactly("site");
    }

    @Test
    void engineThatWouldCollapseDifferentEventsStops() {
        existing("device String, ts DateTime64(6, 'UTC')", "ENGINE = ReplacingMergeTree ORDER BY (device, ts)");
        assertThatThrownBy(() -> ensure(sensors))
                .isInstanceOf(TableMismatchException.class)
                .hasMessageContaining("collapse different events");
    }

    @Test
    void tableOfVersion010GetsTheRowColumnInItsKey() throws Exception {
        EarlierTables.create(settings.database(), "sensors");
        String table = settings.database() + ".sensors";
        String columns = "(device, ts, _topic_id, _partition, _offset, _ingested_at)";
        SharedStack.query("INSERT INTO %s %s VALUES ('a', '2024-05-01', 'T', 0, 7, now64())".formatted(table, columns));

        TableSetup.Result upgraded = ensure(sensors);

        assertThat(upgraded.addedColumns()).containsExactly("_row");
        assertThat(upgraded.warnings())
                .singleElement()
                .asString()
                .contains("projection row_identity has no column _row");
        assertThat(ensure(sensors)).isEqualTo(new TableSetup.Result(table, false, List.of(), upgraded.warnings()));
        assertThat(SharedStack.query("SELECT sorting_key FROM system.tables WHERE database = '%s' AND name = 'sensors'"
                        .formatted(settings.database())))
                .isEqualTo("device, ts, _topic_id, _partition, _offset, _row");
        SharedStack.query("INSERT INTO %s SELECT * REPLACE (1 AS _row) FROM %s".formatted(table, table));
        SharedStack.query("INSERT INTO %s SELECT * REPLACE (2 AS _row) FROM (SELECT * FROM %s WHERE _row = 1)"
                .formatted(table, table));
        SharedStack.query("INSERT INTO %s SELECT * FROM %s WHERE _row = 1".formatted(table, table));
        SharedStack.query("OPTIMIZE TABLE %s FINAL".formatted(table));
        assertThat(SharedStack.query("SELECT _offset, _row FROM %s ORDER BY _row".formatted(table)))
                .isEqualTo("7\t0\n7\t1\n7\t2");

        SharedStack.query("ALTER TABLE %s ADD INDEX %s".formatted(table, OffsetIndex.ddl()));
        assertThat(ensure(sensors).warnings()).isEmpty();
        SharedStack.query("ALTER TABLE %s DROP PROJECTION row_identity".formatted(table));
        assertThat(ensure(sensors).warnings()).isEmpty();
    }

    @Test
    void withoutTheRightToExtendTheKeyOnlyDefinitionsOfSeveralRowsStop() throws Exception {
        EarlierTables.create(settings.database(), "sensors");
        String statement = "ALTER TABLE `%s`.`sensors` ADD COLUMN IF NOT EXISTS `_row`".formatted(settings.database());
        try (ResponseSubstitutingProxy proxy = new ResponseSubstitutingProxy(SharedStack.clickHouseUrl())
                .answerStatementsWith("MODIFY ORDER BY", Canned.error(497, 403, "Not enough privileges"))) {
            ClickHouseSettings limited = settings.withUrl(proxy.url());
            try (TableSetup setup = new TableSetup(limited)) {
                assertThat(setup.ensure(sensors).warnings())
                        .singleElement()
                        .asString()
                        .contains(
                                "no column _row, and the user may not add it", "ALTER ORDER BY, or run: " + statement);
            }
            try (TableSetup setup = new TableSetup(limited)) {
                assertThatThrownBy(() -> setup.ensure(ChangedStreams.builtInWithEach("sensors", "readings")))
                        .isInstanceOf(TableMismatchException.class)
                        .hasMessageStartingWith("Table %s.sensors: no column _row".formatted(settings.database()))
                        .hasMessageContaining("GRANT ALTER ADD COLUMN, ALTER ORDER BY, or run: " + statement);
            }
        }
        assertThat(SharedStack.query(
                        "SELECT count() FROM system.columns WHERE database = '%s' AND table = 'sensors' AND name = '_row'"
                                .formatted(settings.database())))
                .isEqualTo("0");
    }

    @Test
    void rowColumnOutsideOfTheKeyStops() throws Exception {
        EarlierTables.create(settings.database(), "sensors");
        SharedStack.query("ALTER TABLE %s.sensors ADD COLUMN _row Int32".formatted(settings.database()));

        assertThatThrownBy(() -> ensure(sensors))
                .isInstanceOf(TableMismatchException.class)
                .hasMessageContaining("collapse different events")
                .hasMessageContaining("_row");
    }

    @Test
    void deadLettersOfVersion010AreWholeRecordsAndElementsStayApart() throws Exception {
        EarlierTables.create(settings.database(), "dead_letters");
        String table = settings.database() + ".dead_letters";
        String insert =
                "INSERT INTO %s (stream, topic, offset, record_time, emitted_at%s) VALUES ('s', 't', 7, 0, 0%s)";
        SharedStack.query(insert.formatted(table, "", ""));

        try (TableSetup setup = new TableSetup(settings)) {
            assertThat(setup.ensure(DeadLetterTable.layout()).addedColumns()).containsExactly("element");
            assertThat(setup.ensure(DeadLetterTable.layout()).addedColumns()).isEmpty();
        }

        for (int element : new int[] {1, 1, 2}) {
            SharedStack.query(insert.formatted(table, ", element", ", " + element));
        }
        assertThat(SharedStack.query("SELECT element FROM %s FINAL ORDER BY element".formatted(table)))
                .isEqualTo("0\n1\n2");
    }

    @Test
    void archivedOffsetsOfVersion010AreFirstRows() throws Exception {
        EarlierTables.create(settings.database(), "archived_offsets");
        SharedStack.query("INSERT INTO %s.archived_offsets VALUES ('sensors', '2024-05-01', 1, 'T', 0, 5, 6)"
                .formatted(settings.database()));

        ensure(sensors);
        ensure(sensors);

        assertThat(SharedStack.query(
                        ArchiveTables.removedBetween(settings.database(), "sensors", "T", RowRange.of("0:5-9"))))
                .isEqualTo("0\t5\t0\n0\t6\t0");
        assertThat(SharedStack.query(
                        ArchiveTables.removedBetween(settings.database(), "sensors", "T", RowRange.of("0:5.1-9"))))
                .isEqualTo("0\t6\t0");
    }

    @Test
    void rowCheckAndHighWaterReadOnlyPartsWithTheirOffsets() throws Exception {
        // Given: ten parts of the same day with rows of two partitions, whose offsets differ
        SinkTestBed bed = new SinkTestBed();
        SharedStack.query("SYSTEM STOP MERGES " + bed.table);
        try (BatchInserter inserter = bed.inserter()) {
            for (int part = 0; part < 10; part++) {
                inserter.insert(TestBatches.pending(bed.stream, "topic-A", rowsOfTwoPartitions(part)));
            }
        }
        BronzeTable table = new BronzeTable(bed.settings.database(), bed.stream);
        // When: the offsets of one part's rows are checked, which all other parts include for the other partition
        BatchCommittable few =
                TestBatches.pending(bed.stream, "topic-A", TestBatches.sensorRows(0, 5 * 40_000, 5 * 40_000 + 9, 1));
        // Then
        assertThat(partsRead(table.rowCheckQuery(List.of(few), true))).isEqualTo("1/10");
        assertThat(partsRead(table.highWaterQuery("topic-A", Map.of(0, 8 * 40_000L))))
                .isEqualTo("2/10");
        assertThat(partsRead(table.highWaterQuery("topic-A", Map.of(1, 10_000_000L))))
                .isEqualTo("0/10");
        SharedStack.query("SYSTEM START MERGES " + bed.table);
    }

    private static List<TestBatches.Row> rowsOfTwoPartitions(int part) {
        List<TestBatches.Row> rows = new ArrayList<>(TestBatches.sensorRows(0, part * 40_000L, part * 40_000L + 99, 1));
        rows.addAll(TestBatches.sensorRows(1, part, part, 1));
        rows.addAll(TestBatches.sensorRows(1, 1_000_000L + part, 1_000_000L + part, 1));
        return rows;
    }

    /** The parts of the stream's table that are left after the skip index, and all. */
    private static String partsRead(String query) {
        String plan = SharedStack.query("EXPLAIN indexes = 1 " + query);
        Matcher parts = Pattern.compile("Name: row_offsets.*?Parts: (\\d+/\\d+)", Pattern.DOTALL)
                .matcher(plan);
        assertThat(parts.find()).as(plan).isTrue();
        return parts.group(1);
    }

    @Test
    void queriesHandOutRowsByName() throws Exception {
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings)) {
            assertThat(queries.rows("SELECT number AS a, 'x' AS b FROM numbers(2) ORDER BY a"))
                    .containsExactly(Map.of("a", BigInteger.ZERO, "b", "x"), Map.of("a", BigInteger.ONE, "b", "x"));
            assertThat(queries.number("SELECT toInt64(42)")).isEqualTo(42);
        }
    }
}
