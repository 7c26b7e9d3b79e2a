package io.arrowgate.decode.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arrowgate.decode.DecodedRows;
import io.arrowgate.decode.TestStreams;
import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.decode.row.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the accepted notations of instants and their values. */
class TemporalFormatsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2024-05-01T12:34:56Z, 2024-05-01T12:34:56Z",
        "2024-05-01T12:34:56.7Z, 2024-05-01T12:34:56.700Z",
        "2024-05-01T12:34:56.123456Z, 2024-05-01T12:34:56.123456Z",
        "2024-05-01T12:34:56.123456789Z, 2024-05-01T12:34:56.123456Z",
        "2024-05-01 12:34:56+02:00, 2024-05-01T10:34:56Z",
        "2024-05-01T12:34:56-0330, 2024-05-01T16:04:56Z",
        "2024-05-01T12:34+05, 2024-05-01T07:34:00Z",
        "2024-05-01T12:34:56, 2024-05-01T10:34:56Z",
        "2024-01-01 00:00:00.5, 2023-12-31T23:00:00.500Z",
        "1714566896, 2024-05-01T12:34:56Z",
        "1714566896.7890123, 2024-05-01T12:34:56.789012Z",
        "1714566896.78901200000000000000001, 2024-05-01T12:34:56.789012Z",
        "1714566896789, 2024-05-01T12:34:56.789Z",
        "1.714566896789e12, 2024-05-01T12:34:56.789Z",
        "1714566896789012, 2024-05-01T12:34:56.789012Z",
        "1714566896789012345, 2024-05-01T12:34:56.789012Z",
        "-86400, 1969-12-31T00:00:00Z"
    })
    void isoAndEpochFormatsAreParsed(String text, Instant instant) throws Exception {
        assertThat(decode("Europe/Berlin", "[iso-8601, epoch]", text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-30T00:00:00Z",
                "2023-02-29T00:00:00Z",
                "2024-13-01T00:00:00Z",
                "2024-05-01T24:00:00Z",
                "2024-05-01T12:60:00Z",
                "2024-05-01T12:34:60Z",
                "2024-05-01T12:34:56.1234567890Z",
                "2024-05-01T12:34:56+19:00",
                "2024-05-01T12:34:56+02:",
                "2024-05-01T12:34:56 Z",
                "2024-05-01",
                "24-05-01T12:34:56Z",
                "2024-05-01X12:34:56Z",
                "2024-05-01T12:34:5",
                "1e999999999",
                "1e-999999999",
                "99999999999999999999",
                "1714566896789.5",
                ""
            })
    void invalidTimeIsRejected(String text) {
        UndecodableRecordException rejected =
                catchThrowableOfType(UndecodableRecordException.class, () -> decode("UTC", "[iso-8601, epoch]", text));

        assertThat(rejected.reason()).isEqualTo(DeadLetterReason.BAD_VALUE);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "MM/dd/yyyy HH:mm:ss, 02/29/2024 23:59:58, 2024-02-29T23:59:58Z",
        "MM-dd-yy HH:mm:ss, 09-23-23 16:54:00, 2023-09-23T16:54:00Z",
        "MM-dd-yy HH:mm:ss, 09-23-99 16:54:00, 2099-09-23T16:54:00Z",
        "yyyyMMddHHmmssSSS, 20240501123456789, 2024-05-01T12:34:56.789Z",
        "yyyy-MM-dd HH:mm, 2024-05-01 12:34, 2024-05-01T12:34:00Z",
        "dd.MM.yyyy, 01.05.2024, 2024-05-01T00:00:00Z",
        "yyyy-MM-dd HH:mm:ss.SSSSSSSSS, 2024-05-01 12:34:56.123456789, 2024-05-01T12:34:56.123456Z",
        "d MMM yyyy h:mm a, 1 may 2024 1:34 PM, 2024-05-01T13:34:00Z",
        "yyyy-MM-dd'T'HH:mm:ssXXX, 2024-05-01T12:34:56+02:00, 2024-05-01T10:34:56Z",
        "EEE dd MMM uuuu, Wed 01 May 2024, 2024-05-01T00:00:00Z"
    })
    void patternsAreParsed(String pattern, String text, Instant instant) throws Exception {
        assertThat(decode("UTC", "[\"" + pattern + "\"]", text)).isEqualTo(instant);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "MM/dd/yyyy HH:mm:ss, 02/30/2024 00:00:00",
        "MM/dd/yyyy HH:mm:ss, 2/28/2024 00:00:00",
        "MM/dd/yyyy HH:mm:ss, 02/28/2024 24:00:00",
        "MM/dd/yyyy HH:mm:ss, 02-28-2024 00:00:00",
        "d MMM yyyy, 30 Feb 2024",
        "d MMM yyyy, 1 Mai 2024"
    })
    void patternsAreStrict(String pattern, String text) {
        UndecodableRecordException rejected = catchThrowableOfType(
                UndecodableRecordException.class, () -> decode("UTC", "[\"" + pattern + "\"]", text));

        assertThat(rejected.reason()).isEqualTo(DeadLetterReason.BAD_VALUE);
    }

    @Test
    void ambiguousTimeIsTheEarlierAndTimeInGapIsMovedForward() throws Exception {
        assertThat(decode("America/New_York", "[iso-8601]", "2023-11-05T01:30:00"))
                .isEqualTo(Instant.parse("2023-11-05T05:30:00Z"));
        assertThat(decode("America/New_York", "[iso-8601]", "2023-11-05T02:00:00"))
                .isEqualTo(Instant.parse("2023-11-05T07:00:00Z"));
        assertThat(decode("America/New_York", "[iso-8601]", "2024-03-10T02:30:00"))
                .isEqualTo(Instant.parse("2024-03-10T07:30:00Z"));
        assertThat(decode("America/New_York", "[iso-8601]", "2024-03-10T03:00:00"))
                .isEqualTo(Instant.parse("2024-03-10T07:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"})
    void offsetsEqualTheRulesOfTheZone(String zone) {
        ZoneOffsetCache offsets = new ZoneOffsetCache(ZoneId.of(zone));
        Random random = new Random(1);
        long end = Instant.parse("2050-01-01T00:00:00Z").getEpochSecond();
        for (int i = 0; i < 200_000; i++) {
            long local = i % 2 == 0 ? random.nextLong(-end, end) : 1_699_000_000L + i * 100L;
            LocalDateTime time = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
            long expected = ZonedDateTime.of(time, ZoneId.of(zone)).toEpochSecond();
            if (offsets.toEpochSecond(local) != expected) {
                assertThat(offsets.toEpochSecond(local)).as("%s", time).isEqualTo(expected);
            }
        }
    }

    @Test
    void implausibleEventTimeIsRejected() throws Exception {
        DecodedRows decodedRows = new DecodedRows(TestStreams.json("UTC", "name: v, type: int32"));
        long now = Instant.parse("2024-05-01T00:00:00Z").toEpochMilli();

        assertThat(reason(decodedRows, "2100-01-01T00:00:00Z", -1)).isEqualTo(DeadLetterReason.IMPLAUSIBLE_TIME);
        assertThat(reason(decodedRows, "2099-12-31T23:59:59.999999Z", -1)).isNull();
        assertThat(reason(decodedRows, "1899-12-31T23:59:59Z", -1)).isEqualTo(DeadLetterReason.IMPLAUSIBLE_TIME);
        assertThat(reason(decodedRows, "1900-01-01T00:00:00Z", now)).isNull();
        assertThat(reason(decodedRows, "2024-05-08T00:00:00Z", now)).isNull();
        assertThat(reason(decodedRows, "2024-05-08T00:00:00.000001Z", now))
                .isEqualTo(DeadLetterReason.IMPLAUSIBLE_TIME);
    }

    private static DeadLetterReason reason(DecodedRows decodedRows, String at, long timestampMillis) {
        byte[] value = "{\"k\":\"a\",\"at\":\"%s\"}".formatted(at).getBytes(StandardCharsets.UTF_8);
        try {
            decodedRows.decode(value, timestampMillis);
            return null;
        } catch (UndecodableRecordException e) {
            return e.reason();
        }
    }

    private static Object decode(String zone, String formats, String text) throws UndecodableRecordException {
        DecodedRows decodedRows =
                new DecodedRows(TestStreams.json(zone, "name: v, type: timestamp, formats: " + formats));
        return decodedRows
                .decode("{\"k\":\"a\",\"at\":1,\"v\":\"" + text + "\"}")
                .get("v");
    }
}
