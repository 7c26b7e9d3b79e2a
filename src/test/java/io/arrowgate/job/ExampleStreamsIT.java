package io.arrowgate.job;

import static io.arrowgate.testing.TestAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.testing.ArrowMessages;
import io.arrowgate.testing.JobFailures;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.tools.cli.CommandLineRun;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.cluster.LocalJob;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the example streams, which consist only of YAML, from a file to Arrow topic, table, rollup and alert. */
class ExampleStreamsIT {
    private static final int ANIMALS = 20;
    private static final int FIXES = 50_000;
    private static final int POINTS = 4_000;
    private static final DateTimeFormatter MOVEBANK_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    @TempDir
    private Path folder;

    @Test
    void filesOfBothBecomeArrowTablesRollUpsAndAlerts() throws Exception {
        Path fixes = fixes();
        Path points = points();
        try (JobTestBed bed = new JobTestBed("migration", "telemetry")
                        .with("alerts.enabled", "true")
                        .with("reports.enabled", "true")
                        .with("reports.refresh-interval", "1 s");
                LocalJob job = bed.start()) {
            produce(bed, "migration", fixes, FIXES);
            produce(bed, "telemetry", points, POINTS);
            bed.awaitRows("migration", FIXES);
            bed.awaitRows("telemetry", POINTS);

            assertThat(
                            bed.query(
                                    "SELECT count(), uniqExact(_partition, _offset), uniqExact(individual_local_identifier),"
                                            + " countIf(manually_marked_outlier), countIf(location_lat IS NULL),"
                                            + " countIf(individual_taxon_canonical_name = 'Ciconia \"ciconia\", white') FROM {db}.migration"))
                    .isEqualTo("50000\t50000\t20\t500\t500\t2500");
            assertThat(bed.query("SELECT count(), uniqExact(car), min(time), max(time), max(lap), countIf(pit)"
                            + " FROM {db}.telemetry"))
                    .isEqualTo("4000\t2\t2024-05-01 12:00:00.000000\t2024-05-01 12:00:01.999000\t1\t1");
            assertThat(ArrowMessages.rowIdentities(bed.read(bed.arrowTopic("telemetry"))))
                    .hasSize(POINTS)
                    .doesNotHaveDuplicates();
            awaitAnswer(
                    bed, "SELECT sum(readings), sum(location_lat_count) FROM {db}.migration_1d FINAL", "50000\t49500");
            awaitAnswer(
                    bed,
                    "SELECT car, readings, round(oil_temperature_max) FROM {db}.telemetry_1s FINAL"
                            + " WHERE car = '44' ORDER BY window_start",
                    "44\t1000\t140\n44\t1000\t180");
            awaitAnswer(
                    bed,
                    "SELECT DISTINCT rule, mapValues(series)[1] FROM {db}.alerts FINAL WHERE state = 'firing'"
                            + " ORDER BY rule",
                    "fix-jump\tanimal-07\noil-hot\t44");
            assertThat(bed.read(bed.deadLetters)).isEmpty();
            assertThat(JobFailures.of(job)).isEmpty();
        }
    }

    private static void produce(JobTestBed bed, String stream, Path file, int records) {
        CommandLineRun run = CommandLineRun.of(
                "produce",
                "--stream=" + stream,
                "--file=" + file,
                "--topic=" + bed.topic(stream),
                "--streams.dir=examples/streams",
                "--kafka.bootstrap-servers=" + SharedStack.bootstrapServers());
        assertThat(run.exitCode()).as(run.error()).isZero();
        assertThat(run.out()).startsWith("sent %,d records".formatted(records));
    }

    private static void awaitAnswer(JobTestBed bed, String sql, String expected) {
        await(sql).untilAsserted(() -> assertThat(bed.query(sql)).isEqualTo(expected));
    }

    /** With the habits of Movebank's files: quotes, fixes without a place, outliers, other columns and another order. */
    private Path fixes() throws IOException {
        Path file = folder.resolve("fixes.csv");
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            out.print(
                    "event-id,visible,timestamp,location-long,location-lat,manually-marked-outlier,sensor-type,"
                            + "individual-taxon-canonical-name,tag-local-identifier,individual-local-identifier,study-name\r\n");
            for (int i = 0; i < FIXES; i++) {
                int animal = i % ANIMALS;
                int fix = i / ANIMALS;
                boolean lost = fix % 100 == 50;
                String place = lost
                        ? ","
                        : String.format(
                                Locale.ROOT, "%.5f,%.5f", 8 + fix / 500.0, 50 - fix / 500.0 + jump(animal, fix));
                out.printf(
                        Locale.ROOT,
                        "%d,true,%s,%s,%s,\"gps\",%s,%d,\"animal-%02d\",\"Storks, 2013\"\r\n",
                        90_000_000_000L + i,
                        MOVEBANK_TIME.format(
                                LocalDateTime.parse("2013-08-09T05:00:00").plusMinutes(10L * fix)),
                        place,
                        fix % 100 == 51 ? "true" : fix % 2 == 0 ? "false" : "",
                        animal == 3 ? "\"Ciconia \"\"ciconia\"\", white\"" : "\"Ciconia ciconia\"",
                        4_000 + animal,
                        animal);
            }
        }
        return file;
    }

    /** One animal's tag is wrong by many degrees, once. */
    private static double jump(int animal, int fix) {
        return animal == 7 && fix == 1_000 ? 20 : 0;
    }

    /** Two cars for two seconds, a thousand points a second; the oil of one becomes too hot. */
    private Path points() throws IOException {
        Path file = folder.resolve("points.lp.gz");
        try (PrintWriter out =
                new PrintWriter(new GZIPOutputStream(Files.newOutputStream(file)), false, StandardCharsets.UTF_8)) {
            out.print("# car telemetry\n\n");
            for (int i = 0; i < POINTS; i++) {
                int milli = i / 2;
                boolean hot = i % 2 == 0;
                out.printf(
                        Locale.ROOT,
                        "telemetry,car=%d,driver=%s speed=%.1f,g-force=%.2f,turn_angle=%d,oil_temp=%.2f,lap=1i%s %d\n",
                        hot ? 44 : 77,
                        hot ? "L.\\ Hamilton" : "V.\\ Bottas",
                        280 + milli % 50 / 10.0,
                        1 + milli % 40 / 10.0,
                        milli % 360,
                        hot ? 100 + milli / 25.0 : 100.0,
                        i == 100 ? ",pit=t" : "",
                        1_714_564_800_000_000_000L + milli * 1_000_000L + 123);
            }
        }
        return file;
    }
}
