package io.arrowgate.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the bytes, decoding ends in rows and undecodable elements, and the record is left as it was. */
class DecoderFuzzTest {
    private static final int ROUNDS = 1;
    private static final int RECORDS = 3_000;
    private static final int HUGE = 1 << 20;

    @ParameterizedTest
    @EnumSource
    void mutatedRecordIsRowOrUndecodable(FuzzedStream stream) throws Exception {
        FuzzRounds.run(ROUNDS, seed -> {
            HostileRecords hostile = new HostileRecords(seed, stream.allRecords());
            Random timestamps = new Random(seed);
            RecordDecoder decoder = RecordDecoders.of(stream.definition());
            RowBuffer row = new RowBuffer(stream.definition().columns().size());
            int rejected = 0;
            for (int i = 0; i < RECORDS; i++) {
                rejected += decode(decoder, hostile.next(), timestamps.nextLong(), row) ? 0 : 1;
            }
            assertThat(rejected).isBetween(RECORDS / 10, RECORDS - 1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void rowsDoNotDependOnThePreviousRecord(FuzzedStream stream) throws Exception {
        byte[] several = stream.recordsOfSeveralRows().get(0).getBytes(StandardCharsets.UTF_8);
        FuzzRounds.run(1, seed -> {
            HostileRecords hostile = new HostileRecords(seed, stream.allRecords());
            DecodedRows decoder = new DecodedRows(stream.definition());
            int rows = 0;
            for (int i = 0; i < RECORDS; i++) {
                byte[] value = hostile.next();
                List<Map.Entry<Integer, Object>> expected =
                        new DecodedRows(stream.definition()).decodeAll(DecodedRows.record(value, -1));
                decoder.decodeAll(DecodedRows.record(several, -1));
                assertThat(decoder.decodeAll(DecodedRows.record(value, -1)))
                        .as(new String(value, StandardCharsets.UTF_8))
                        .isEqualTo(expected);
                rows += expected.size();
            }
            assertThat(rows).isGreaterThan(RECORDS);
        });
    }

    @ParameterizedTest
    @EnumSource
    void ordinaryRecordBecomesRow(FuzzedStream stream) {
        RecordDecoder decoder = RecordDecoders.of(stream.definition());
        RowBuffer row = new RowBuffer(stream.definition().columns().size());
        for (String record : stream.allRecords()) {
            assertThat(decode(decoder, record.getBytes(StandardCharsets.UTF_8), -1, row))
                    .as(record)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void valueOfOneMegabyteIsRowOrUndecodable(FuzzedStream stream) {
        RecordDecoder decoder = RecordDecoders.of(stream.definition());
        RowBuffer row = new RowBuffer(stream.definition().columns().size());
        for (String record : stream.allRecords()) {
            for (String filler :
                    new String[] {"9", "[", "a", "\"", "\\", "\u0000", " ", ",", "{\"a\":", "\uD83D\uDE80"}) {
                String huge = filler.repeat(HUGE / filler.getBytes(StandardCharsets.UTF_8).length);
                String value = record.substring(0, record.length() / 2) + huge + record.substring(record.length() / 2);
                decode(decoder, value.getBytes(StandardCharsets.UTF_8), -1, row);
            }
        }
    }

    /** Returns true if every element of the record became a row. */
    private static boolean decode(RecordDecoder decoder, byte[] value, long timestampMillis, RowBuffer row) {
        byte[] before = value.clone();
        Results results = new Results();
        decoder.decode(DecodedRows.record(value, timestampMillis), row, results);
        assertThat(results.rows + results.undecodable).isPositive();
        assertThat(Arrays.equals(value, before)).as("the record is unchanged").isTrue();
        return results.undecodable == 0;
    }

    private static final class Results implements RowHandler {
        private int rows;
        private int undecodable;

        @Override
        public void onRow(RawRecord record, int rowInRecord, RowBuffer row) {
            rows++;
        }

        @Override
        public void onUndecodable(RawRecord record, int rowInRecord, UndecodableRecordException problem) {
            undecodable++;
            assertThat(problem.reason()).isNotNull();
            assertThat(problem.getMessage()).isNotBlank().hasSizeLessThan(400);
        }
    }
}
