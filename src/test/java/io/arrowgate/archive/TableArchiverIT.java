package io.arrowgate.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.JobPreparation;
import io.arrowgate.archive.TableArchiver.Copy;
import io.arrowgate.batch.arrow.RowRange;
import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.ddl.ArchiveTables;
import io.arrowgate.report.derived.DayTable;
import io.arrowgate.stream.ChangedStreams;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.fault.FaultProxy;
import io.arrowgate.tools.local.fault.InjectedResponse;
import io.arrowgate.tools.local.fault.InjectedResponses;
import io.arrowgate.tools.local.fault.ProxyMode;
import io.arrowgate.tools.local.fault.ResponseInterceptor;
import io.arrowgate.tools.local.fault.ResponseInterceptor.Interception;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks archives with concurrent inserts, interrupted processes and altered files. */
class TableArchiverIT {
    private static final LocalDate DAY = LocalDate.parse("2024-05-01");
    private static final String RECORDED =
            "SELECT (SELECT count() FROM {db}.archived_days FINAL), (SELECT count() FROM {db}.archived_offsets)";

    private static ArchiveTestBed sharedTables;

    private final Path folder = SharedStack.freshDir("archive");
    private final Path file = folder.resolve("day.parquet");
    private final ArchiveLocation place = new ArchiveLocation.Local(file);
    private final DayTable sensors =
            DayTable.of(List.of(StreamDefinitions.builtIn("sensors"))).get("sensors");
    private ArchiveTestBed bed;

    @BeforeAll
    static void createTables() throws Exception {
        sharedTables = new ArchiveTestBed("sensors");
    }

    @BeforeEach
    void fillSharedTables() {
        sharedTables.deleteReadingsAndArchives();
        fill(sharedTables);
    }

    /** Takes tables of its own for a test that changes their columns. */
    private void fillOwnTables() throws Exception {
        fill(new ArchiveTestBed("sensors"));
    }

    private void fill(ArchiveTestBed tables) {
        bed = tables;
        bed.insertReadings("2024-05-01 00:00:00", 0, 1000);
    }

    static Stream<InjectedResponse> foreignSuccesses() {
        return Stream.of(InjectedResponses.REDIRECTS, InjectedResponses.FOREIGN_SUCCESSES)
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("foreignSuccesses")
    void foreignResponseToTheRecordOfADayLeavesItsRowsInTheTable(InjectedResponse response) throws Exception {
        String before = bed.digest("sensors");
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.PASS);
                TableArchiver archive = new TableArchiver(
                        bed.settings().clickHouse().withUrl(proxy.url()), sensors, ArchiveProgressListener.NONE)) {
            Copy copy = archive.copy(DAY, place, ArchiveFormat.PARQUET);
            proxy.setInterceptor(request ->
                    request.statement().contains("INSERT INTO `%s`.`archived_offsets`".formatted(bed.database))
                            ? Optional.of(new Interception(response, false))
                            : Optional.empty());

            assertThatThrownBy(() -> archive.removeRows(copy)).isInstanceOf(SQLException.class);
            assertThat(bed.digest("sensors")).isEqualTo(before);

            proxy.setInterceptor(ResponseInterceptor.NONE);
            archive.removeRows(copy);
        }
        assertThat(bed.query(RECORDED)).isEqualTo("1\t1000");
    }

    @ParameterizedTest
    @MethodSource("foreignSuccesses")
    void foreignResponseToACsvExportLeavesNoFile(InjectedResponse response) throws Exception {
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.PASS);
                TableArchiver archive = new TableArchiver(
                        bed.settings().clickHouse().withUrl(proxy.url()), sensors, ArchiveProgressListener.NONE)) {
            proxy.setInterceptor(request -> request.statement().contains("arrayStringConcat")
                    ? Optional.of(new Interception(response, false))
                    : Optional.empty());

            assertThatThrownBy(() -> archive.copyAsClassicCsv(DAY, file)).isInstanceOf(Exception.class);
            assertThat(file).doesNotExist();
        }
    }

    private TableArchiver archive() throws Exception {
        return new TableArchiver(bed.settings().clickHouse(), sensors, ArchiveProgressListener.NONE);
    }

    @Test
    void recordOverTwoDaysIsArchivedDayByDay() throws Exception {
        // Given: a record of four rows, of which the second and the fourth are of the next day
        bed.query("""
                INSERT INTO {db}.sensors (device, ts, _topic_id, _partition, _offset, _row, _ingested_at)
                SELECT 'd', toDateTime64('2024-05-01 12:00:00', 6, 'UTC') + number % 2 * 86400, 'topic', 0, 7000, number, now64()
                FROM numbers(4)""");
        // When
        try (TableArchiver archive = archive()) {
            archive.removeRows(archive.copy(DAY, place, ArchiveFormat.PARQUET));
            String archived = "SELECT _row, first_offset, last_offset FROM {db}.archived_offsets"
                    + " WHERE first_offset >= 7000 ORDER BY _row";
            // Then
            assertThat(bed.query(archived)).isEqualTo("0\t7000\t7000\n2\t7000\t7000");
            assertThat(bed.query(ArchiveTables.removedBetween(
                            bed.database, "sensors", "topic", RowRange.of("0:7000-7000.9"))))
                    .isEqualTo("0\t7000\t0\n0\t7000\t2");
            assertThat(
                            bed.query(
                                    "SELECT groupArray(_row) FROM (SELECT _row FROM {db}.sensors WHERE _offset = 7000 ORDER BY _row)"))
                    .isEqualTo("[1,3]");
            archive.restore(place, ArchiveFormat.PARQUET);
        }
        assertThat(bed.query("SELECT count(), uniqExact(_partition, _offset, _row) FROM {db}.sensors"))
                .isEqualTo("1004\t1004");
        assertThat(bed.query("SELECT count() FROM {db}.archived_offsets")).isEqualTo("0");
    }

    @Test
    void rowsInsertedAfterTheCopyPreventTheRemoval() throws Exception {
        try (TableArchiver archive = archive()) {
            Copy copy = archive.copy(DAY, place, ArchiveFormat.PARQUET);
            bed.insertReadings("2024-05-01 07:00:00", 5000, 1);
            String before = bed.digest("sensors");

            assertThatThrownBy(() -> archive.removeRows(copy))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("1001 rows");

            assertThat(bed.digest("sensors")).isEqualTo(before);
        }
    }

    @Test
    void nextProcessMovesBackADayLeftAside() throws Exception {
        String before = bed.digest("sensors");
        try (TableArchiver archive = archive();
                ClickHouseJdbcSession queries =
                        new ClickHouseJdbcSession(bed.settings().clickHouse())) {
            archive.copy(DAY, place, ArchiveFormat.PARQUET);
            new DayRemoval(queries, ArchivedTable.read(queries, bed.database, sensors)).setAside(DAY);
            assertThat(bed.query("SELECT count() FROM {db}.sensors")).isEqualTo("0");

            assertThat(archive.restore(place, ArchiveFormat.PARQUET).inserted()).isZero();

            assertThat(bed.digest("sensors")).isEqualTo(before);
            assertThat(bed.query("SHOW TABLES FROM {db} LIKE 'arrowgate_%'")).isEmpty();
        }
    }

    @Test
    void nextRestoreCompletesAnInterruptedOne() throws Exception {
        String before = bed.digest("sensors");
        try (TableArchiver archive = archive()) {
            archive.removeRows(archive.copy(DAY, place, ArchiveFormat.PARQUET));
            assertThat(bed.query(RECORDED))
                    .as("a day; two partitions with every other offset")
                    .isEqualTo("1\t1000");
            bed.insertReadings("2024-05-01 00:00:00", 0, 300);

            assertThat(archive.restore(place, ArchiveFormat.PARQUET).inserted()).isEqualTo(700);
            assertThat(bed.digest("sensors")).isEqualTo(before);
            assertThat(bed.query(RECORDED)).isEqualTo("0\t0");
        }
    }

    @Test
    void dayOfManyRowsIsRestoredHourByHour() throws Exception {
        bed.deleteReadingsAndArchives();
        int rowsPerHour = DayRestore.MAX_ROWS_AT_ONCE / 24 + 1;
        bed.query("""
                INSERT INTO {db}.sensors (device, ts, _topic_id, _partition, _offset, _row, _ingested_at)
                SELECT 'd', toDateTime64('2024-05-01 00:00:00', 6, 'UTC') + intDiv(number, %1$d) * 3600 + number %% 3600,
                    'topic', 0, number, 0, toDateTime64('2024-06-01 00:00:00', 3, 'UTC') FROM numbers(24 * %1$d)""".formatted(rowsPerHour));
        String before = bed.digest("sensors");
        List<Long> restored = new ArrayList<>();
        ArchiveProgressListener listener = (step, unit, done, total) -> {
            if (step.startsWith("restoring")) {
                restored.add(done);
            }
        };
        try (TableArchiver archive = new TableArchiver(bed.settings().clickHouse(), sensors, listener)) {
            archive.removeRows(archive.copy(DAY, place, ArchiveFormat.PARQUET));
            bed.query("INSERT INTO {db}.sensors (device, ts, _topic_id, _partition, _offset, _row, _ingested_at)"
                    + " VALUES ('d', '2024-05-01 00:00:00', 'topic', 0, 0, 0, '2024-06-01 00:00:00')");

            assertThat(archive.restore(place, ArchiveFormat.PARQUET).inserted()).isEqualTo(24L * rowsPerHour - 1);
        }
        assertThat(restored)
                .isEqualTo(LongStream.rangeClosed(1, 24)
                        .mapToObj(hour -> hour * rowsPerHour)
                        .toList());
        assertThat(bed.digest("sensors")).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(ArchiveFormat.class)
    void archiveFromBeforeAnAddedColumnIsRestoredWithDefaults(ArchiveFormat format) throws Exception {
        fillOwnTables();
        String rows = "SELECT count(), sum(sipHash64(toString(tuple(* EXCEPT fan_rpm)))) FROM {db}.sensors";
        String before = bed.query(rows.replace("* EXCEPT fan_rpm", "*"));
        ArchiveLocation there = new ArchiveLocation.Local(folder.resolve("day." + format.ending()));
        try (TableArchiver archive = archive()) {
            archive.removeRows(archive.copy(DAY, there, format));
        }
        JobPreparation.clickHouse(
                bed.settings(), List.of(ChangedStreams.builtInWith("sensors", "{name: fan_rpm, type: int32}")));

        try (TableArchiver archive = archive()) {
            assertThat(archive.restore(there, format).inserted()).isEqualTo(1000);
        }
        assertThat(bed.query(rows)).isEqualTo(before);
        assertThat(bed.query("SELECT countIf(fan_rpm IS NULL) FROM {db}.sensors"))
                .isEqualTo("1000");
        assertThat(bed.query(RECORDED)).isEqualTo("0\t0");
    }

    @Test
    void alteredFileIsNotRestored() throws Exception {
        try (TableArchiver archive = archive()) {
            Path csv = folder.resolve("day.csv");
            ArchiveLocation there = new ArchiveLocation.Local(csv);
            archive.removeRows(archive.copy(DAY, there, ArchiveFormat.CSV));
            String text = Files.readString(csv);
            Files.writeString(csv, text.replaceFirst("-0\\.1", "-0.2"), StandardCharsets.UTF_8);

            assertThatThrownBy(() -> archive.restore(there, ArchiveFormat.CSV))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("do not match any archive of sensors, 2024-05-01");
            assertThat(bed.query("SELECT count() FROM {db}.sensors")).isEqualTo("0");
        }
    }

    @Test
    void removalWithoutDailyPartitionsDeletesOnlyTheArchivedRows() throws Exception {
        fillOwnTables();
        bed.query("DROP TABLE {db}.sensors");
        bed.query("""
                CREATE TABLE {db}.sensors (device LowCardinality(String), ts DateTime64(6, 'UTC'), cpu_used Nullable(Float32),
                    cpu_free Nullable(Float32), memory_used Nullable(Float32), memory_free Nullable(Float32),
                    run_elapsed_ms Nullable(Int32), _topic_id LowCardinality(String), _partition Int32, _offset Int64,
                    _row Int32, _ingested_at DateTime64(3, 'UTC'))
                ENGINE = ReplacingMergeTree ORDER BY (device, ts, _topic_id, _partition, _offset, _row)""");
        bed.insertReadings("2024-05-01 12:00:00", 0, 4000);
        String before = bed.digest("sensors");
        try (TableArchiver archive = archive()) {
            Copy copy = archive.copy(DAY, place, ArchiveFormat.PARQUET);
            archive.removeRows(copy);
            assertThat(bed.query("SELECT count() FROM {db}.sensors"))
                    .isEqualTo(String.valueOf(4000 - copy.digest().count()));
            archive.restore(place, ArchiveFormat.PARQUET);
            assertThat(bed.digest("sensors")).isEqualTo(before);
        }
    }
}
