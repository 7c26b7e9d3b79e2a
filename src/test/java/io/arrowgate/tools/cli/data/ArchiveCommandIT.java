package io.arrowgate.tools.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.archive.ArchiveTestBed;
import io.arrowgate.testing.ArrowgateProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs {@code archive} and {@code restore} on tables that were filled by hand. */
@Order(3) // takes long: it begins early
class ArchiveCommandIT {
    private ArrowgateProcess archive(ArchiveTestBed bed, String... arguments) {
        return ArrowgateProcess.of(new ArchiveCommand(), bed.arguments(), arguments);
    }

    private ArrowgateProcess restore(ArchiveTestBed bed, String... arguments) {
        return ArrowgateProcess.of(new RestoreCommand(), bed.arguments(), arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "arrow", "csv"})
    void daysGoIntoFilesThatAreAlwaysTheSameAndComeBackExactlyOnce(String format) throws Exception {
        ArchiveTestBed bed = new ArchiveTestBed("sensors");
        bed.insertReadings("2024-04-30 22:00:00", 0, 10_000);
        String before = bed.digest("sensors");
        String[] days = {
            "--table=sensors", "--day=2024-04-30", "--to-day=2024-05-02", "--format=" + format, "--to=" + bed.folder
        };

        ArrowgateProcess copied = archive(bed, days);
        assertThat(copied.exitCode()).as(copied.toString()).isZero();
        Path file = bed.folder.resolve("sensors-2024-05-01." + format);
        assertThat(copied.out()).contains("2024-05-01 (UTC): 4,320 rows in " + file.toAbsolutePath());
        assertThat(bed.digest("sensors")).isEqualTo(before);
        Path other = bed.folder.resolve("again." + format);
        archive(bed, "--table=sensors", "--day=2024-05-01", "--format=" + format, "--to=" + other);
        assertThat(Files.mismatch(file, other)).isEqualTo(-1);

        ArrowgateProcess taken =
                archive(bed, "--table=sensors", "--day=2024-05-01", "--format=" + format, "--to=" + file, "--delete");
        assertThat(taken.exitCode()).as(taken.toString()).isZero();
        assertThat(bed.query("SELECT count() FROM {db}.sensors")).isEqualTo("5680");
        assertThat(bed.query("SELECT table, day, rows, path, format, taken FROM {db}.archived_days FINAL WHERE taken"))
                .isEqualTo("sensors\t2024-05-01\t4320\t" + file.toAbsolutePath().normalize() + "\t" + format + "\t1");
        assertThat(archive(bed, "--table=sensors", "--day=2024-05-01", "--to=" + other, "--delete")
                        .out())
                .contains("no rows; archived in " + file.toAbsolutePath().normalize());

        for (String inserted :
                new String[] {"4,320 rows restored, 0 already present", "0 rows restored, 4,320 already present"}) {
            ArrowgateProcess restored = restore(bed, "--from=" + file, "--table=sensors");
            assertThat(restored.exitCode()).as(restored.toString()).isZero();
            assertThat(restored.out()).contains(inserted);
            assertThat(bed.digest("sensors")).isEqualTo(before);
            assertThat(bed.query("SELECT count() FROM {db}.archived_offsets")).isEqualTo("0");
            assertThat(bed.query("SELECT count() FROM {db}.archived_days FINAL WHERE day = '2024-05-01'"))
                    .isEqualTo("0");
        }
        assertThat(bed.query("SELECT count() = uniqExact(_topic_id, _partition, _offset) FROM {db}.sensors"))
                .isEqualTo("1");
    }

    @Test
    void folderRestoresAllDaysOfTheTable() throws Exception {
        ArchiveTestBed bed = new ArchiveTestBed("sensors");
        bed.insertReadings("2024-04-30 22:00:00", 0, 10_000);
        String before = bed.digest("sensors");
        String folder = bed.folder + "/";
        ArrowgateProcess taken = archive(
                bed, "--table=sensors", "--day=2024-04-30", "--to-day=2024-05-02", "--to=" + folder, "--delete");
        assertThat(taken.exitCode()).as(taken.toString()).isZero();
        Files.writeString(bed.folder.resolve("notes.txt"), "");

        ArrowgateProcess restored = restore(bed, "--table=sensors", "--from=" + folder);

        assertThat(restored.exitCode()).as(restored.toString()).isZero();
        assertThat(restored.out()).contains("2024-04-30 (UTC): ", "2024-05-01 (UTC): 4,320 rows restored");
        assertThat(bed.digest("sensors")).isEqualTo(before);
        assertUsage(restore(bed, "--table=turnstiles", "--from=" + folder), "no archive of table turnstiles");
    }

    @Test
    void csvOfCounterRollupHasTheOperatorsRecordLayout() throws Exception {
        ArchiveTestBed bed = new ArchiveTestBed("turnstiles");
        bed.query("""
                INSERT INTO {db}.turnstiles (CA, UNIT, SCP, STATION, LINENAME, DIVISION, event_time, DATE, TIME, DESC, ENTRIES, EXITS,
                    _topic_id, _partition, _offset, _ingested_at)
                SELECT 'A001', 'R001', '02-00-00', 'Test-Station', '456NQR', 'BMT', t, toDate(t, 'America/New_York'), '', 'REGULAR', e, x,
                    'topic', 0, e, t
                FROM (SELECT toDateTime(c1, 'America/New_York') AS t, c2 AS e, c3 AS x FROM values('c1 String, c2 Int64, c3 Int64',
                    ('2023-09-22 12:54:00', 1000, 2000), ('2023-09-23 16:54:00', 1120, 2133), ('2023-09-23 16:54:40', 1140, 2153)))""");
        bed.refresh();

        ArrowgateProcess run =
                archive(bed, "--table=turnstile_5m", "--day=2023-09-23", "--format=csv", "--to=" + bed.folder);

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(Files.readString(bed.folder.resolve("turnstile_5m-2023-09-23.csv")))
                .isEqualTo("A001,R001,02-00-00,Test-Station,456NQR,BMT,09-23-23,REGULAR,16:54:00,140,153\n");
    }

    @ParameterizedTest
    @CsvSource({"sensors_1h, parquet", "sensors_1m, arrow"})
    void derivedTablesComeBackAsTheyWere(String table, String format) throws Exception {
        ArchiveTestBed bed = new ArchiveTestBed("sensors");
        bed.insertReadings("2024-04-30 22:00:00", 0, 10_000);
        bed.refresh();
        bed.insertReadings("2024-05-01 22:00:00", 20_000, 100);
        bed.refresh();
        String before = bed.digest(table);
        Path file = bed.folder.resolve("derived." + format);

        ArrowgateProcess taken =
                archive(bed, "--table=" + table, "--day=2024-05-01", "--format=" + format, "--to=" + file, "--delete");
        assertThat(taken.exitCode()).as(taken.toString()).isZero();
        assertThat(bed.query("SELECT count() FROM {db}." + table + " FINAL WHERE toDate(window_start) = '2024-05-01'"))
                .isEqualTo("0");
        for (int i = 0; i < 2; i++) {
            ArrowgateProcess restored = restore(bed, "--from=" + file, "--table=" + table);
            assertThat(restored.exitCode()).as(restored.toString()).isZero();
            assertThat(bed.digest(table)).isEqualTo(before);
        }
    }

    @Test
    void derivedTablesKeepArchivedDaysAndAreRecomputedAfterRestore() throws Exception {
        ArchiveTestBed bed = new ArchiveTestBed("sensors");
        String windows = "SELECT * EXCEPT (_version, _deleted) FROM {db}.sensors_1h FINAL ORDER BY ALL";
        bed.insertReadings("2024-05-01 10:00:00", 0, 1000);
        Path file = bed.folder.resolve("day.parquet");
        ArrowgateProcess taken = archive(bed, "--table=sensors", "--day=2024-05-01", "--to=" + file, "--delete");
        assertThat(taken.exitCode()).as(taken.toString()).isZero();
        String before = bed.query(windows);
        assertThat(before).as("computed before the rows were deleted").isNotEmpty();

        bed.insertReadings("2024-05-01 10:00:00.5", 5000, 3);
        bed.refresh();
        assertThat(bed.query(windows)).isEqualTo(before);

        ArrowgateProcess restored = restore(bed, "--from=" + file, "--table=sensors");
        assertThat(restored.exitCode()).as(restored.toString()).isZero();
        bed.refresh();
        assertThat(bed.query("SELECT sum(readings) FROM {db}.sensors_1h FINAL")).isEqualTo("1003");
    }

    @Test
    void invalidFlagsAreReportedWithTheirValue() throws Exception {
        ArchiveTestBed bed = new ArchiveTestBed("sensors");
        assertUsage(archive(bed, "--table=sensor", "--day=2024-05-01"), "'sensor'", "did you mean 'sensors");
        assertUsage(archive(bed, "--table=sensors", "--day=May"), "--day", "'May' is not a day");
        assertUsage(
                archive(bed, "--table=sensors", "--day=2024-05-02", "--to-day=2024-05-01"), "--to-day", "2024-05-01");
        assertUsage(
                archive(bed, "--table=sensors", "--day=2024-05-01", "--format=xml"), "--format", "unknown value 'xml'");
        assertUsage(archive(bed, "--table=turnstile_5m", "--day=2024-05-01", "--delete"), "--delete: --to is missing");
        assertUsage(
                archive(bed, "--table=turnstile_5m", "--day=2024-05-01", "--format=csv", "--to=x/", "--delete"),
                "--delete: the csv of ");
        assertUsage(
                archive(bed, "--table=sensors", "--day=2024-05-01", "--to-day=2024-05-02", "--to=one.parquet"), "--to");
        ArrowgateProcess nowhere = restore(bed, "--table=sensors", "--from=absent.parquet");
        assertThat(nowhere.exitCode()).isEqualTo(1);
        assertThat(nowhere.err()).contains("absent.parquet");
        Path text = Files.createFile(bed.folder.resolve("day.txt"));
        assertUsage(restore(bed, "--table=sensors", "--from=" + text), "supported are [.parquet, .arrow, .csv]");
    }

    private static void assertUsage(ArrowgateProcess run, String... parts) {
        assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
        assertThat(run.err()).contains(parts);
    }
}
