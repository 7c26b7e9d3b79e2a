package io.arrowgate.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.batch.arrow.OffsetRange;
import io.arrowgate.batch.arrow.RowRange;
import io.arrowgate.config.JobSettings;
import io.arrowgate.decode.DeadLetter;
import io.arrowgate.job.ExactlyOnceAssertions;
import io.arrowgate.sink.kafka.ArrowHeaders;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.testing.ArrowMessages;
import io.arrowgate.testing.Corruptions;
import io.arrowgate.testing.Corruptions.Alteration;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.testing.Savepoints;
import io.arrowgate.testing.SteadyReadings;
import io.arrowgate.tools.cli.data.CommandOutcome;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.cluster.LocalJob;
import io.arrowgate.tools.verify.Verifier;
import io.arrowgate.tools.verify.VerifyPlan;
import io.arrowgate.tools.verify.VerifyReport;
import io.arrowgate.tools.verify.finding.Finding;
import io.arrowgate.tools.verify.finding.SideReport;
import io.arrowgate.tools.verify.finding.StreamVerifyReport;
import io.arrowgate.tools.verify.topic.VerifyPoint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Checks verification reports for consistent tables, corrupted tables and legitimate gaps. */
@Order(2) // takes long: it begins early
class VerifyIT {
    private static final int ROWS = 1000;
    private static final List<String> BROKEN = List.of("{\"device\":", "no record");

    @Test
    void eachOfAHundredCorruptionsIsReported() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors", "turnstiles").with("batch.max-rows", "1000")) {
            fill(bed);
            VerifyReport before = verify(bed, true);
            assertThat(before.isConsistent()).as(before.toString()).isTrue();
            assertThat(before.streams().get("sensors").rawRecords()).isEqualTo(2L * (ROWS + BROKEN.size()));
            assertThat(before.streams().get("sensors").deadLetters()).isEqualTo(2L * BROKEN.size());

            Corruptions sensors = new Corruptions(bed, "sensors");
            sensors.inflict(
                    50,
                    7,
                    edges(ROWS + BROKEN.size() - 1),
                    places(bed, "sensors"),
                    List.of(
                            new Alteration("cpu_used", false, "cpu_used + 1"),
                            new Alteration("memory_used", false, "toFloat32(0)"),
                            new Alteration("_ingested_at", false, "addMilliseconds(_ingested_at, 1)"),
                            new Alteration("device", true, "concat(device, 'x')"),
                            new Alteration("ts", true, "addDays(ts, 3)")));
            Corruptions turnstiles = new Corruptions(bed, "turnstiles");
            turnstiles.inflict(
                    50,
                    8,
                    edges(ROWS - 1),
                    places(bed, "turnstiles"),
                    List.of(
                            new Alteration("ENTRIES", false, "ENTRIES + 1"),
                            new Alteration("DESC", false, "NULL"),
                            new Alteration("DATE", false, "addDays(DATE, 1)"),
                            new Alteration("event_time", true, "addMicroseconds(event_time, 1)")));

            VerifyReport after = verify(bed, true);
            int named = sensors.namedBy(after.streams().get("sensors").table())
                    + turnstiles.namedBy(after.streams().get("turnstiles").table());
            assertThat(named).as(after.toString()).isEqualTo(100);
            assertThat(after.isConsistent()).isFalse();
            after.streams().values().forEach(stream -> assertThat(stream.arrow().isConsistent())
                    .isTrue());
        }
    }

    @Test
    void unsignedNumbersAreExactInTableArrowTopicAndReport() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors").withColumn("sensors", "{name: total, type: uint64}")) {
            try (LocalJob job = bed.start()) {
                bed.send(
                        bed.topic("sensors"),
                        List.of("{\"device\":\"a\",\"ts\":\"2024-05-01T12:00:00Z\",\"total\":18446744073709551615}"));
                bed.awaitRows("sensors", 1);
                assertThat(job.hasEnded()).isFalse();
            }
            assertThat(bed.query("SELECT total, toTypeName(total) FROM {db}.sensors"))
                    .isEqualTo("18446744073709551615\tNullable(UInt64)");
            VerifyReport report = verify(bed, true);
            assertThat(report.isConsistent()).as(report.toString()).isTrue();
            bed.query("ALTER TABLE {db}.sensors UPDATE total = total - 1 WHERE 1 SETTINGS mutations_sync = 2");
            assertThat(verify(bed, true).toString()).contains("18446744073709551615", "18446744073709551614");
        }
    }

    @Test
    void abortedAndDeletedRecordsAreNotMissingAndRewindsAreAccepted() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors").with("kafka.properties.isolation.level", "read_committed")) {
            bed.topics.create(bed.topic("sensors"), 1, Map.of());
            sendInTransactions(bed.topic("sensors"));
            bed.with("batch.max-rows", "7");
            try (LocalJob job = bed.start()) {
                ExactlyOnceAssertions.awaitRows(bed, 200);
                assertThat(job.hasEnded()).isFalse();
            }
            StreamVerifyReport whole = verify(bed, true).streams().get("sensors");
            assertThat(whole.isConsistent()).as(whole.toString()).isTrue();
            assertThat(whole.rawRecords()).isEqualTo(200);

            bed.with("batch.max-rows", "11").forgetState();
            try (LocalJob job = bed.start()) {
                ExactlyOnceAssertions.awaitRows(bed, 200);
                bed.awaitArrowRows("sensors", 400);
                assertThat(job.hasEnded()).isFalse();
            }
            StreamVerifyReport again = verify(bed, true).streams().get("sensors");
            assertThat(again.isConsistent()).as(again.toString()).isTrue();
            assertThat(again.arrow().found(Finding.REWOUND).offsets()).isGreaterThanOrEqualTo(200);
            assertThat(again.arrow().rows()).isEqualTo(400);

            bed.topics.deleteRecordsBefore(bed.topic("sensors"), 0, 50);
            StreamVerifyReport shorter = verify(bed, false).streams().get("sensors");
            assertThat(shorter.isConsistent()).as(shorter.toString()).isTrue();
            assertThat(shorter.rawRecords()).isEqualTo(150);

            bed.query("ALTER TABLE {db}.sensors DETACH PARTITION 20240501");
            StreamVerifyReport detached = verify(bed, false).streams().get("sensors");
            assertThat(detached.isConsistent()).as(detached.toString()).isTrue();
            assertThat(detached.table().found(Finding.DETACHED).offsets()).isEqualTo(150);
        }
    }

    /** Kafka accepts any timestamp that the topic's settings allow. */
    @Test
    void recordsWithImplausibleTimestampsAreRowsOrDeadLetters() throws Exception {
        List<Long> timestamps = List.of(
                1_714_521_600_000_000_000L, 1_714_521_600_000_000L, 1_714_521_600L, 0L, System.currentTimeMillis() * 2);
        try (JobTestBed bed = new JobTestBed("sensors")) {
            bed.topics.create(
                    bed.topic("sensors"), 1, Map.of("message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE)));
            try (LocalJob job = bed.start()) {
                for (String value : List.of(SteadyReadings.readings(0, 1).get(0), "no record")) {
                    bed.topics.send(timestamps.stream()
                            .map(millis -> new ProducerRecord<byte[], byte[]>(
                                    bed.topic("sensors"), 0, millis, null, value.getBytes(StandardCharsets.UTF_8)))
                            .toList());
                }
                bed.awaitDeadLetters(timestamps.size());
                ExactlyOnceAssertions.awaitRows(bed, timestamps.size());
                assertThat(job.hasEnded()).isFalse();
            }
            VerifyReport report = verify(bed, true);
            assertThat(report.isConsistent()).as(report.toString()).isTrue();
            assertThat(bed.query(
                            "SELECT countIf(_ingested_at = ts), max(_ingested_at) < '2100-01-01' FROM {db}.sensors"))
                    .isEqualTo("4\t1");
        }
    }

    @Test
    void undecodableElementIsOneDeadLetterWhoseReplayIsOneRow() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors").withColumn("sensors", "{name: fan_rpm, type: int32}")) {
            bed.topics.create(bed.topic("sensors"), 1, Map.of());
            try (LocalJob job = bed.start()) {
                bed.send(
                        bed.topic("sensors"),
                        List.of(readingsOfOneRecord("1", "2"), readingsOfOneRecord("3", "\"fast\"", "5")));
                ExactlyOnceAssertions.awaitRows(bed, 4);
                bed.awaitDeadLetters(1);
                Savepoints.stop(bed, job);
            }
            assertThat(bed.read(bed.deadLetters)).singleElement().satisfies(letter -> assertThat(
                            ArrowMessages.header(letter, DeadLetter.ROW_HEADER))
                    .isEqualTo("1"));
            assertConsistent(bed, 2);

            Path definition = bed.settings().streamsPath().resolve("sensors.yaml");
            Files.writeString(
                    definition,
                    Files.readString(definition)
                            .replace(
                                    "{name: fan_rpm, type: int32}",
                                    "{name: fan_rpm, type: int32, on-bad-value: null}"));
            try (LocalJob job = bed.start()) {
                CommandOutcome replay = CommandOutcome.of(bed.deadLetters, "replay");
                assertThat(replay.exitCode()).as(replay.toString()).isZero();
                ExactlyOnceAssertions.awaitRows(bed, 5);
                assertThat(job.hasEnded()).isFalse();
            }
            String rows = "SELECT _row, fan_rpm FROM {db}.sensors ORDER BY _offset, _row";
            assertThat(bed.query(rows)).isEqualTo("0\t1\n1\t2\n0\t3\n2\t5\n1\t\\N");
            assertThat(bed.read(bed.deadLetters)).hasSize(1);
            assertConsistent(bed, 3);
        }
    }

    @Test
    void eachEntryOfALargeObjectIsARowInOneOfSeveralBatches() throws Exception {
        int entries = 5_000;
        try (JobTestBed bed = new JobTestBed("sensors").with("batch.max-rows", "700")) {
            Path definition = bed.settings().streamsPath().resolve("sensors.yaml");
            Files.writeString(
                    definition,
                    Files.readString(definition)
                                    .replace(
                                            "{name: device, type: string,",
                                            "{name: device, source: [_each_key], type: string,")
                            + "each: data[1].sensors.*\n");
            String sensors = IntStream.range(0, entries)
                    .mapToObj(i -> "\"s%d\":{\"cpu_used\":%s}".formatted(i, i == 3_000 ? "\"hot\"" : i % 100))
                    .collect(Collectors.joining(","));
            try (LocalJob job = bed.start()) {
                bed.send(
                        bed.topic("sensors"),
                        List.of(
                                "{\"ts\":\"2024-05-01T12:00:00Z\",\"data\":[0,{\"sensors\":{%s}}]}".formatted(sensors),
                                "{\"ts\":\"2024-05-01T12:00:00Z\",\"data\":[0,{\"sensors\":{}}]}",
                                "{\"ts\":\"2024-05-01T12:00:00Z\",\"data\":[{\"sensors\":{\"a\":{}}}]}"));
                bed.awaitRows("sensors", entries - 1);
                bed.awaitDeadLetters(3);
                assertThat(job.hasEnded()).isFalse();
            }
            assertThat(bed.query("SELECT count(), uniqExact(device), countIf(device = concat('s', toString(_row))),"
                            + " countIf(cpu_used = _row % 100) FROM {db}.sensors"))
                    .isEqualTo("4999\t4999\t4999\t4999");
            assertThat(bed.read(bed.arrowTopic("sensors"))).hasSizeGreaterThan(entries / 700);
            StreamVerifyReport report = verify(bed, true).streams().get("sensors");
            assertThat(report.isConsistent()).as(report.toString()).isTrue();
            assertThat(report.rawRecords()).isEqualTo(3);
            assertThat(report.deadLetters()).isEqualTo(3);
        }
    }

    private static String readingsOfOneRecord(String... rpm) {
        return Stream.of(rpm)
                .map("{\"device\":\"d\",\"ts\":\"2024-05-01T12:00:00Z\",\"fan_rpm\":%s}"::formatted)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static void assertConsistent(JobTestBed bed, int rawRecords) throws Exception {
        for (boolean deep : new boolean[] {false, true}) {
            StreamVerifyReport report = verify(bed, deep).streams().get("sensors");
            assertThat(report.isConsistent()).as(report.toString()).isTrue();
            assertThat(report.rawRecords()).isEqualTo(rawRecords);
            assertThat(report.deadLetters()).isEqualTo(1);
        }
    }

    @Test
    void rowsFromBeforeAColumnWasAddedAreComparedByTheirDefinition() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors")) {
            bed.topics.create(bed.topic("sensors"), 1, Map.of());
            try (LocalJob job = bed.start()) {
                bed.send(bed.topic("sensors"), SteadyReadings.readings(0, 100));
                // With the new column this record is a dead letter.
                bed.send(
                        bed.topic("sensors"),
                        List.of("{\"device\":\"d\",\"ts\":\"2024-05-01T12:00:01Z\",\"fan_rpm\":\"fast\"}"));
                ExactlyOnceAssertions.awaitRows(bed, 101);
                Savepoints.stop(bed, job);
            }
            bed.withColumn("sensors", "{name: fan_rpm, type: int32}");
            try (LocalJob job = bed.start()) {
                bed.send(bed.topic("sensors"), SteadyReadings.readings(100, 150));
                ExactlyOnceAssertions.awaitRows(bed, 151);
                assertThat(job.hasEnded()).isFalse();
            }
            StreamVerifyReport report = verify(bed, true).streams().get("sensors");
            assertThat(report.isConsistent()).as(report.toString()).isTrue();
            for (SideReport side : List.of(report.table(), report.arrow())) {
                assertThat(side.found(Finding.EARLIER).ranges()).containsExactly(new OffsetRange(0, 0, 100));
            }

            bed.query("ALTER TABLE {db}.sensors UPDATE cpu_used = 7 WHERE _offset = 3 SETTINGS mutations_sync = 2");
            bed.query("ALTER TABLE {db}.sensors UPDATE fan_rpm = 7 WHERE _offset = 4 SETTINGS mutations_sync = 2");
            bed.query("ALTER TABLE {db}.sensors UPDATE fan_rpm = NULL WHERE _offset = 140 SETTINGS mutations_sync = 2");
            SideReport altered = verify(bed, true).streams().get("sensors").table();
            assertThat(altered.altered())
                    .extracting(cell -> "%d %s".formatted(cell.offset(), cell.column()))
                    .contains("3 cpu_used", "4 fan_rpm", "140 fan_rpm");
            assertThat(altered.alteredRows()).isEqualTo(3);
        }
    }

    @Test
    void strayRowsAreReportedAndPointsLimitTheRange() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors")) {
            bed.with("clickhouse.rejected-batches-topic", bed.name + "-rejected");
            bed.topics.create(bed.topic("sensors"), 1, Map.of());
            try (LocalJob job = bed.start()) {
                bed.send(bed.topic("sensors"), SteadyReadings.readings(0, 100));
                ExactlyOnceAssertions.awaitRows(bed, 100);
                assertThat(job.hasEnded()).isFalse();
            }
            for (String stray : List.of("100 AS _offset", "3 AS _partition")) {
                bed.query(
                        "INSERT INTO {db}.sensors SELECT * REPLACE (%s) FROM (SELECT * FROM {db}.sensors WHERE _offset = 6)"
                                .formatted(stray));
            }
            bed.query("ALTER TABLE {db}.sensors DELETE WHERE _offset IN (0, 50, 99) SETTINGS mutations_sync = 2");

            StreamVerifyReport report = verify(bed, false).streams().get("sensors");
            assertThat(report.table().found(Finding.OUTSIDE).ranges())
                    .extracting(Object::toString)
                    .containsExactly("0:100-100", "3:6-6");
            assertThat(report.table().found(Finding.MISSING).ranges())
                    .extracting(Object::toString)
                    .containsExactly("0:0-0", "0:50-50", "0:99-99");

            JobSettings settings = bed.settings();
            VerifyPlan middle =
                    VerifyPlan.of(settings, streams(settings), VerifyPoint.of("0:50"), VerifyPoint.of("0:60"), false);
            StreamVerifyReport part = Verifier.run(middle).streams().get("sensors");
            assertThat(part.rawRecords()).isEqualTo(10);
            assertThat(part.arrow().rows()).isEqualTo(10);
            assertThat(part.table().found(Finding.MISSING).offsets()).isEqualTo(1);

            bed.topics.create(settings.sink().rejectedBatchesTopic(), 1, Map.of());
            sendRejected(bed, settings.sink().rejectedBatchesTopic(), report.topicId(), 40, 60);
            StreamVerifyReport withRejected = verify(bed, false).streams().get("sensors");
            assertThat(withRejected.table().found(Finding.REJECTED).ranges())
                    .extracting(Object::toString)
                    .containsExactly("0:50-50");
            assertThat(withRejected.table().found(Finding.MISSING).offsets()).isEqualTo(2);
        }
    }

    private static void fill(JobTestBed bed) throws Exception {
        bed.topics.create(bed.topic("sensors"), 2, Map.of());
        bed.topics.create(bed.topic("turnstiles"), 2, Map.of());
        try (LocalJob job = bed.start()) {
            for (int partition = 0; partition < 2; partition++) {
                bed.topics.send(bed.topic("sensors"), partition, SteadyReadings.readings(0, ROWS / 2));
                bed.topics.send(bed.topic("sensors"), partition, BROKEN);
                bed.topics.send(bed.topic("sensors"), partition, SteadyReadings.readings(ROWS / 2, ROWS));
                bed.topics.send(bed.topic("turnstiles"), partition, SteadyReadings.audits(0, ROWS));
            }
            bed.awaitRows("turnstiles", 2 * ROWS);
            bed.awaitDeadLetters(2 * BROKEN.size());
            ExactlyOnceAssertions.awaitRows(bed, 2 * ROWS);
            bed.awaitArrowRows("turnstiles", 2 * ROWS);
            assertThat(job.hasEnded()).isFalse();
        }
    }

    /** Returns the first and last row of each partition. */
    private static List<String> edges(int last) {
        return List.of("0:0", "0:" + last, "1:0", "1:" + last);
    }

    private static List<String> places(JobTestBed bed, String table) {
        return bed.query("SELECT concat(toString(_partition), ':', toString(_offset)) FROM {db}." + table)
                .lines()
                .toList();
    }

    /** Aborts the middle transaction, so that committed readers skip its records. */
    @SuppressWarnings("FutureReturnValueIgnored") // The commit fails if a send did.
    private static void sendInTransactions(String topic) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", SharedStack.bootstrapServers(), "transactional.id", SharedStack.uniqueName("raw"));
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (int i = 0; i < 3; i++) {
                producer.beginTransaction();
                SteadyReadings.readings(i * 100, (i + 1) * 100)
                        .forEach(value ->
                                producer.send(new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8))));
                if (i == 1) {
                    producer.flush();
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        }
    }

    /** Creates a batch of these offsets of partition 0, with the parts that a verification reads. */
    private static void sendRejected(JobTestBed bed, String topic, String topicId, long first, long last)
            throws Exception {
        BatchId id = new BatchId(
                "sensors", "0", topicId, List.of(RowRange.ofFirstRows(0, first, last)), (int) (last - first + 1));
        var batch = new ProducerRecord<byte[], byte[]>(topic, new byte[0]);
        batch.headers().add(ArrowHeaders.BATCH_ID, id.toString().getBytes(StandardCharsets.UTF_8));
        bed.topics.send(List.of(batch));
    }

    private static VerifyReport verify(JobTestBed bed, boolean deep) throws Exception {
        JobSettings settings = bed.settings();
        return Verifier.run(VerifyPlan.entireTopics(settings, streams(settings), deep));
    }

    private static List<StreamDefinition> streams(JobSettings settings) {
        Map<String, StreamDefinition> known = StreamDefinitions.load(settings.streamsPath());
        return settings.streams().stream().map(known::get).toList();
    }
}
