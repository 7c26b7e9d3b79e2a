package io.arrowgate.decode.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.decode.DecodedRows;
import io.arrowgate.decode.TestStreams;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code _ingested_at} is always a time that ClickHouse can hold. */
class RecordTimestampBoundsTest {
    private static final Instant EVENT = Instant.parse("2024-05-01T00:00:00.123456Z");
    private static final long EVENT_MICROS = 1_714_521_600_123_456L;

    /** Returns nanoseconds, microseconds and seconds of 2024, a missing timestamp, and arbitrary numbers. */
    @ParameterizedTest
    @ValueSource(
            longs = {
                1_714_521_600_000_000_000L,
                1_714_521_600_000_000L,
                1_714_521_600L,
                -1,
                0,
                -1_714_521_600_000L,
                31_535_999_999L,
                4_102_444_800_000L,
                Long.MIN_VALUE,
                Long.MAX_VALUE
            })
    void implausibleRecordTimestampIsReplacedByTheEventTime(long recordMillis) {
        assertThat(RecordTimestampBounds.ingestedAtMillis(recordMillis, EVENT_MICROS))
                .isEqualTo(EVENT.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(longs = {31_536_000_000L, 1_714_521_600_000L, 4_102_444_799_999L})
    void plausibleRecordTimestampIsKept(long recordMillis) {
        assertThat(RecordTimestampBounds.ingestedAtMillis(recordMillis, EVENT_MICROS))
                .isEqualTo(recordMillis);
    }

    @Test
    void theEventTimeIsRoundedDownBefore1970Too() {
        assertThat(RecordTimestampBounds.ingestedAtMillis(-1, -1)).isEqualTo(-1);
    }

    /** Covers a record with a wrong timestamp but a correct event time. */
    @ParameterizedTest
    @ValueSource(longs = {1_714_521_600L, 0, -1, 1_714_521_600_000_000_000L})
    void eventTimeIsNotComparedWithImplausibleTimestamp(long recordMillis) throws Exception {
        DecodedRows decodedRows = new DecodedRows(TestStreams.json("UTC", "name: v, type: int32"));

        assertThat(decodedRows.decode(
                        "{\"k\":\"a\",\"at\":\"2024-05-01T00:00:00Z\"}".getBytes(StandardCharsets.UTF_8), recordMillis))
                .containsEntry("k", "a");
    }
}
