package io.arrowgate.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.decode.row.RecordDecoder;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.decode.value.RowBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the bytes, decoding ends in a row or in {@link UndecodableRecordException}, and the record is left as it was. */
class DecoderFuzzTest {
    private static final int ROUNDS = 4;
    private static final int RECORDS = 5_000;
    private static final int HUGE = 10 << 20;

    @ParameterizedTest
    @EnumSource
    void mutatedRecordIsRowOrUndecodable(FuzzedStream stream) throws Exception {
        FuzzRounds.run(ROUNDS, seed -> {
            HostileRecords hostile = new HostileRecords(seed, stream.records());
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
    void ordinaryRecordBecomesRow(FuzzedStream stream) {
        RecordDecoder decoder = RecordDecoders.of(stream.definition());
        RowBuffer row = new RowBuffer(stream.definition().columns().size());
        for (String record : stream.records()) {
            assertThat(decode(decoder, record.getBytes(StandardCharsets.UTF_8), -1, row))
                    .as(record)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void valueOfTenMegabytesIsRowOrUndecodable(FuzzedStream stream) {
        RecordDecoder decoder = RecordDecoders.of(stream.definition());
        RowBuffer row = new RowBuffer(stream.definition().columns().size());
        for (String record : stream.records()) {
            for (String filler :
                    new String[] {"9", "[", "a", "\"", "\\", "\u0000", " ", ",", "{\"a\":", "\uD83D\uDE80"}) {
                String huge = filler.repeat(HUGE / filler.getBytes(StandardCharsets.UTF_8).length);
                String value = record.substring(0, record.length() / 2) + huge + record.substring(record.length() / 2);
                decode(decoder, value.getBytes(StandardCharsets.UTF_8), -1, row);
            }
        }
    }

    /** Returns true if the record became a row. */
    private static boolean decode(RecordDecoder decoder, byte[] value, long timestampMillis, RowBuffer row) {
        byte[] before = value.clone();
        try {
            decoder.decode(DecodedRows.record(value, timestampMillis), row);
            return true;
        } catch (UndecodableRecordException e) {
            assertThat(e.reason()).isNotNull();
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(300);
            return false;
        } finally {
            assertThat(Arrays.equals(value, before))
                    .as("the record is unchanged")
                    .isTrue();
        }
    }
}
