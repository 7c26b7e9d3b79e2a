package io.arrowgate.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.batch.series.AlertParallelism;
import io.arrowgate.config.BatchSettings;
import io.arrowgate.decode.DeadLetter;
import io.arrowgate.decode.FuzzRounds;
import io.arrowgate.decode.FuzzedStream;
import io.arrowgate.decode.HostileRecords;
import io.arrowgate.source.RawRecord;
import io.arrowgate.source.RawRecordSerializer;
import io.arrowgate.stream.StreamDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Mixes hostile with ordinary records. Ordinary records become the same rows as without the hostile ones. Each hostile record
 * becomes rows, and dead letters with the same bytes. Closing a harness fails if Arrow memory is left.
 */
class HostileInputTest {
    private static final int ROUNDS = 4;
    private static final int RECORDS = 1_500;
    private static final BatchSettings SETTINGS = BatchFixtures.settings(400, 900 << 10, 8);

    /** Results by the offset of their input record. */
    private record Outcome(Map<Long, List<Map<String, Object>>> rows, Map<Long, List<byte[]>> deadLetters) {}

    @ParameterizedTest
    @EnumSource
    void ordinaryRecordsAreUnaffectedByHostileRecords(FuzzedStream stream) throws Exception {
        FuzzRounds.run(ROUNDS, seed -> {
            Map<Long, byte[]> ordinary = new TreeMap<>();
            Map<Long, byte[]> hostile = new TreeMap<>();
            HostileRecords mutations = new HostileRecords(seed, stream.allRecords());
            Random random = new Random(seed);
            for (long offset = 0; offset < RECORDS; offset++) {
                if (random.nextInt(3) == 0) {
                    ordinary.put(offset, ordinaryRecord(stream, random));
                } else {
                    hostile.put(offset, mutations.next());
                }
            }
            check(stream, ordinary, hostile);
        });
    }

    @ParameterizedTest
    @EnumSource
    void recordsAreUnaffectedByValueOfTenMegabytes(FuzzedStream stream) throws Exception {
        String record = stream.records().get(0);
        Map<Long, byte[]> ordinary = new TreeMap<>();
        Map<Long, byte[]> hostile = new TreeMap<>();
        long offset = 0;
        for (String filler : new String[] {"a", "9", "[", "\u0000", "\uD83D\uDE80"}) {
            // After the first letter of a value that may be any text.
            int inside = record.indexOf(record.startsWith("{") ? ":\"" : "A") + 2;
            String huge = record.substring(0, inside) + filler.repeat(10 << 20 >> 2) + record.substring(inside);
            ordinary.put(offset++, record.getBytes(StandardCharsets.UTF_8));
            hostile.put(offset++, huge.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(check(stream, ordinary, hostile).deadLetters()).hasSize(hostile.size());
    }

    private static byte[] ordinaryRecord(FuzzedStream stream, Random random) {
        List<String> records = stream.allRecords();
        return records.get(random.nextInt(records.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static Outcome check(FuzzedStream stream, Map<Long, byte[]> ordinary, Map<Long, byte[]> hostile)
            throws Exception {
        Map<Long, byte[]> all = new TreeMap<>(ordinary);
        all.putAll(hostile);

        Outcome expected = run(stream.definition(), ordinary);
        Outcome outcome = run(stream.definition(), all);

        assertThat(expected.rows()).containsOnlyKeys(ordinary.keySet());
        assertThat(outcome.rows()).containsAllEntriesOf(expected.rows());
        Set<Long> offsets = new HashSet<>(outcome.rows().keySet());
        offsets.addAll(outcome.deadLetters().keySet());
        assertThat(offsets).isEqualTo(all.keySet());
        outcome.deadLetters().forEach((offset, values) -> assertThat(values)
                .as("bytes at offset %d", offset)
                .allMatch(value -> Arrays.equals(value, hostile.get(offset))));
        return outcome;
    }

    private static Outcome run(StreamDefinition stream, Map<Long, byte[]> records) throws Exception {
        try (var harness = new OneInputStreamOperatorTestHarness<>(
                new MicroBatchOperator(
                        stream,
                        SETTINGS,
                        BatchFixtures.CHECKPOINT_INTERVAL,
                        topic -> BatchFixtures.TOPIC_ID,
                        false,
                        new AlertParallelism(1, 128)),
                new RawRecordSerializer())) {
            harness.setup(new MicroBatchSerializer());
            harness.open();
            for (Map.Entry<Long, byte[]> record : records.entrySet()) {
                RawRecord raw = new RawRecord();
                raw.set(
                        "raw",
                        0,
                        record.getKey(),
                        BatchFixtures.TIMESTAMP,
                        null,
                        record.getValue().clone(),
                        new RecordHeaders());
                harness.processElement(new StreamRecord<>(raw));
            }
            harness.endInput();
            return new Outcome(
                    rows(harness.extractOutputValues()),
                    letters(harness.getSideOutput(MicroBatchOperator.DEAD_LETTERS)));
        }
    }

    private static Map<Long, List<Map<String, Object>>> rows(List<MicroBatch> batches) throws Exception {
        Map<Long, List<Map<String, Object>>> rows = new HashMap<>();
        for (MicroBatch batch : batches) {
            for (Map<String, Object> row : BatchFixtures.rows(batch)) {
                rows.computeIfAbsent((Long) row.get(LineageColumns.OFFSET), offset -> new ArrayList<>())
                        .add(row);
            }
        }
        return rows;
    }

    /** @param letters null if there are none */
    private static Map<Long, List<byte[]>> letters(Queue<StreamRecord<DeadLetter>> letters) {
        Map<Long, List<byte[]>> values = new HashMap<>();
        if (letters != null) {
            for (StreamRecord<DeadLetter> letter : letters) {
                RawRecord record = letter.getValue().record();
                values.computeIfAbsent(record.offset(), offset -> new ArrayList<>())
                        .add(record.value());
            }
        }
        return values;
    }
}
