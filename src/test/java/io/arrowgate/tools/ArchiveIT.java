package io.arrowgate.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.JobPreparation;
import io.arrowgate.config.JobSettings;
import io.arrowgate.job.ExactlyOnceAssertions;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.testing.ArrowgateProcess;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.testing.SteadyReadings;
import io.arrowgate.tools.cli.data.ArchiveCommand;
import io.arrowgate.tools.cli.data.RestoreCommand;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.cluster.LocalJob;
import io.arrowgate.tools.verify.Verifier;
import io.arrowgate.tools.verify.VerifyPlan;
import io.arrowgate.tools.verify.finding.Finding;
import io.arrowgate.tools.verify.finding.StreamVerifyReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks that archived rows are not missing and that no job inserts them again. */
class ArchiveIT {
    private static final int ROWS = 1000;
    private static final int LATER = 100;

    @Test
    void jobThatReadsEverythingAgainDoesNotInsertArchivedRows() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors").with("batch.max-rows", "150")) {
            bed.topics.create(bed.topic("sensors"), 2, Map.of());
            try (LocalJob job = bed.start()) {
                bed.topics.send(bed.topic("sensors"), 0, SteadyReadings.readings(0, ROWS / 2));
                bed.topics.send(bed.topic("sensors"), 1, SteadyReadings.readings(ROWS / 2, ROWS));
                ExactlyOnceAssertions.awaitRows(bed, ROWS);
                assertThat(job.hasEnded()).isFalse();
            }
            String before = digest(bed);
            Path file = SharedStack.freshDir("archive").resolve("day.parquet");

            ArrowgateProcess taken = ArrowgateProcess.of(
                    new ArchiveCommand(),
                    bed.arguments(),
                    "--table=sensors",
                    "--day=2024-05-01",
                    "--to=" + file,
                    "--delete");
            assertThat(taken.exitCode()).as(taken.toString()).isZero();
            assertThat(bed.count("sensors")).isZero();
            StreamVerifyReport archived = verify(bed);
            assertThat(archived.isConsistent()).as(archived.toString()).isTrue();
            assertThat(archived.table().found(Finding.ARCHIVED).ranges())
                    .extracting(Object::toString)
                    .containsExactly("0:0-499", "1:0-499");

            bed.with("batch.max-rows", "70").forgetState();
            try (LocalJob job = bed.start()) {
                bed.topics.send(bed.topic("sensors"), 0, SteadyReadings.readings(ROWS, ROWS + LATER));
                bed.awaitRows("sensors", LATER);
                bed.awaitArrowRows("sensors", 2 * ROWS + LATER);
                assertThat(job.hasEnded()).isFalse();
            }
            assertThat(bed.count("sensors")).as("only what came later").isEqualTo(LATER);

            for (int i = 0; i < 2; i++) {
                ArrowgateProcess restored =
                        ArrowgateProcess.of(new RestoreCommand(), bed.arguments(), "--table=sensors", "--from=" + file);
                assertThat(restored.exitCode()).as(restored.toString()).isZero();
                assertThat(digest(bed)).isEqualTo(before);
                assertThat(verify(bed).table().found(Finding.ARCHIVED).offsets())
                        .isZero();
            }
        }
    }

    @Test
    void jsonTextAndItsComputedColumnSurviveVerifyArchiveAndRestore() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors").withColumn("sensors", "{name: payload, type: json}")) {
            JobPreparation.clickHouse(
                    bed.settings(),
                    StreamDefinitions.named(List.of("sensors"), bed.settings().streamsPath()));
            bed.query("ALTER TABLE {db}.sensors ADD COLUMN payload_json Nullable(JSON) MATERIALIZED"
                    + " accurateCastOrNull(payload, 'JSON')");

            assertSurvives(
                    bed,
                    "payload, payload_json.a.b",
                    Map.of(
                            "\"payload\":{\"a\":{\"b\":1.50}}", "{\"a\":{\"b\":1.50}}\t1.5",
                            "\"payload\":[1,{\"a\":null}]", "[1,{\"a\":null}]\t\\N",
                            "\"payload\":12", "12\t\\N",
                            "\"payload\":{\"a\":1,\"a\":2}", "{\"a\":1,\"a\":2}\t\\N",
                            "\"payload\":null", "\\N\t\\N"));
        }
    }

    @Test
    void unsignedNumbersUnderNamesThatDifferInCaseSurviveVerifyArchiveAndRestore() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors")
                .withColumn("sensors", "{name: P, type: uint64}")
                .withColumn("sensors", "{name: power, type: uint64, source: [p]}")
                .withColumn("sensors", "{name: power2, type: uint64, source: [a.P]}")
                .withColumn("sensors", "{name: share, type: float64, source: [a.p]}")) {
            assertSurvives(
                    bed,
                    "P, power, power2, share",
                    Map.of(
                            "\"P\":18446744073709551615,\"p\":9223372036854775808",
                                    "18446744073709551615\t9223372036854775808\t\\N\t\\N",
                            "\"p\":\"18446744073709551614\",\"A\":{\"p\":0.5,\"P\":0}",
                                    "\\N\t18446744073709551614\t0\t0.5",
                            "\"P\":18446744073709551615.0,\"p\":1e19",
                                    "18446744073709551615\t10000000000000000000\t\\N\t\\N"));
            assertThat(bed.query("SELECT toTypeName(P), toTypeName(share) FROM {db}.sensors LIMIT 1"))
                    .isEqualTo("Nullable(UInt64)\tNullable(Float64)");
        }
    }

    /**
     * Takes records through job, verification, archive and restore.
     *
     * @param records fields of each record, and its row
     */
    private static void assertSurvives(JobTestBed bed, String columns, Map<String, String> records) throws Exception {
        try (LocalJob job = bed.start()) {
            bed.send(
                    bed.topic("sensors"),
                    records.keySet().stream()
                            .map("{\"device\":\"a\",\"ts\":\"2024-05-01T12:00:00Z\",%s}"::formatted)
                            .toList());
            bed.awaitRows("sensors", records.size());
            assertThat(job.hasEnded()).isFalse();
        }
        String rows = "SELECT %s FROM {db}.sensors ORDER BY _partition, _offset FORMAT TSVRaw".formatted(columns);
        String before = bed.query(rows);
        assertThat(before.lines()).containsExactlyInAnyOrderElementsOf(records.values());
        assertThat(verify(bed).isConsistent()).isTrue();

        Path file = SharedStack.freshDir("archive").resolve("day.parquet");
        ArrowgateProcess taken = ArrowgateProcess.of(
                new ArchiveCommand(),
                bed.arguments(),
                "--table=sensors",
                "--day=2024-05-01",
                "--to=" + file,
                "--delete");
        assertThat(taken.exitCode()).as(taken.toString()).isZero();
        assertThat(bed.count("sensors")).isZero();
        ArrowgateProcess restored =
                ArrowgateProcess.of(new RestoreCommand(), bed.arguments(), "--table=sensors", "--from=" + file);
        assertThat(restored.exitCode()).as(restored.toString()).isZero();

        assertThat(bed.query(rows)).isEqualTo(before);
        assertThat(verify(bed).isConsistent()).isTrue();
    }

    /** Queries the archived rows without FINAL, so that duplicates count. */
    private static String digest(JobTestBed bed) {
        return bed.query(
                "SELECT count(), groupBitXor(cityHash64(toString(tuple(*)))) FROM {db}.sensors WHERE _offset < 500");
    }

    private static StreamVerifyReport verify(JobTestBed bed) throws Exception {
        JobSettings settings = bed.settings();
        return Verifier.run(VerifyPlan.entireTopics(
                        settings, StreamDefinitions.named(settings.streams(), settings.streamsPath()), true))
                .streams()
                .get("sensors");
    }
}
