package io.arrowgate.decode.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arrowgate.decode.DecodedRows;
import io.arrowgate.decode.TestStreams;
import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.decode.row.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
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
        "-100000000000, 1966-10-31T14:13:20Z",
        "100000000, 1973-03-03T09:46:40Z",
        "0, 1970-01-01T00:00:00Z"
    })
    void isoAndEpochFormatsAreParsed(String text, Instant instant) throws Exception {
        assertThat(decode("Europe/Berlin", "[iso-8601, epoch]", text)).isEqualTo(instant);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-05-13 12:00:00 +0200 | 2024-05-13T10:00:00Z",
                "2024-05-13 12:00:00 +02:00 | 2024-05-13T10:00:00Z",
                "2024-05-13 12:00:00 -03 | 2024-05-13T15:00:00Z",
                "2018-05-20 00:00:35 UTC | 2018-05-20T00:00:35Z",
                "2024-05-13 12:00:00 Z | 2024-05-13T12:00:00Z",
                "2024-05-13 12:00:00 gmt | 2024-05-13T12:00:00Z",
                "2022/12/30T22:10:10z | 2022-12-30T22:10:10Z",
                "2022/12/30 22:10 | 2022-12-30T21:10:00Z",
                "2024-05-13t12:00:00z | 2024-05-13T12:00:00Z",
                "2024-05-13 12:00:00,25 | 2024-05-13T10:00:00.250Z",
                "2024-05-13T12:00:00,123456789Z | 2024-05-13T12:00:00.123456Z",
                "2024-05-13T12:00:00+02:00[Europe/Vienna] | 2024-05-13T10:00:00Z",
                "2024-05-13 | 2024-05-12T22:00:00Z",
                "2024/05/13 | 2024-05-12T22:00:00Z",
                "20240513 | 2024-05-12T22:00:00Z",
                "20240513T120000Z | 2024-05-13T12:00:00Z",
                "20240513T120000 | 2024-05-13T10:00:00Z",
                "20240513T1200+0200 | 2024-05-13T10:00:00Z",
                "20240513T120000.5Z | 2024-05-13T12:00:00.500Z",
                "202405131200 | 2024-05-13T10:00:00Z",
                "20240513120000 | 2024-05-13T10:00:00Z",
                "20240513120000125 | 2024-05-13T10:00:00.125Z"
            })
    void variantsOfIsoAreParsed(String text, Instant instant) throws Exception {
        assertThat(decode("Europe/Vienna", "[iso-8601, epoch]", text)).isEqualTo(instant);
    }

    @Test
    void unquotedDateOfDigitsIsNoEpoch() throws Exception {
        DecodedRows rows = new DecodedRows(TestStreams.json("UTC", "name: v, type: timestamp"));

        assertThat(rows.decode("{\"k\":\"a\",\"at\":1714566896,\"v\":20240513}").get("v"))
                .isEqualTo(Instant.parse("2024-05-13T00:00:00Z"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2024-05-13, 2024-05-13",
        "2024/05/13, 2024-05-13",
        "20240513, 2024-05-13",
        "1715594400, 2024-05-13",
        "1715594400.5, 2024-05-13",
        "1715637600000, 2024-05-14"
    })
    void datesAreParsed(String text, LocalDate date) throws Exception {
        assertThat(decodeDate("Europe/Vienna", "", text)).isEqualTo(date);
    }

    @ParameterizedTest
    @ValueSource(strings = {"19844", "-3", "20241301", "2024051", "2024-05-13T12:00:00Z", "1.5", "2024-05/13"})
    void unclearDateIsRejected(String text) {
        assertThat(catchThrowableOfType(UndecodableRecordException.class, () -> decodeDate("UTC", "", text))
                        .reason())
                .isEqualTo(DeadLetterReason.BAD_VALUE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"19844, 2024-05-01", "-1, 1969-12-31", "19844.0, 2024-05-01", "0, 1970-01-01"})
    void epochDaysAreParsed(String text, LocalDate date) throws Exception {
        assertThat(decodeDate("America/New_York", ", formats: [epoch-d]", text)).isEqualTo(date);
        assertThat(decode("UTC", "[epoch-d]", text))
                .isEqualTo(date.atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "1631186545.04, epoch-s, 2021-09-09T11:22:25.040Z",
        "1631186545.0400009, epoch-s, 2021-09-09T11:22:25.040Z",
        "1.63118654504E9, epoch-s, 2021-09-09T11:22:25.040Z",
        "+1631186545, epoch-s, 2021-09-09T11:22:25Z",
        "-0.5, epoch-s, 1969-12-31T23:59:59.500Z",
        "-86400, epoch-s, 1969-12-31T00:00:00Z",
        "1631186545040.5, epoch-ms, 2021-09-09T11:22:25.040500Z",
        "-1.001, epoch-ms, 1969-12-31T23:59:59.998999Z",
        "1631186545040000.9, epoch-us, 2021-09-09T11:22:25.040Z",
        "1631186545040000999.9, epoch-ns, 2021-09-09T11:22:25.040Z",
        "-0.1, epoch-ns, 1969-12-31T23:59:59.999999Z"
    })
    void fractionsOfEpochUnitsAreExact(String text, String format, Instant instant) throws Exception {
        assertThat(decode("UTC", "[" + format + "]", text)).isEqualTo(instant);
        DecodedRows rows =
                new DecodedRows(TestStreams.json("UTC", "name: v, type: timestamp, formats: [" + format + "]"));
        if (!text.startsWith("+")) {
            assertThat(rows.decode("{\"k\":\"a\",\"at\":1714566896,\"v\":" + text + "}")
                            .get("v"))
                    .isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e12", "1e300", "-1e12", "1e-400", "1.2.3", "."})
    void numberThatIsNoTimeOfUnitIsRejected(String text) {
        UndecodableRecordException rejected =
                catchThrowableOfType(UndecodableRecordException.class, () -> decode("UTC", "[epoch-s]", text));

        assertThat(text.equals("1e-400") || rejected.reason() == DeadLetterReason.BAD_VALUE)
                .isTrue();
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
        "America/New_York, yyyy-MM-dd HH:mm:ss z, 2022-11-06 01:30:00 EST, 2022-11-06T06:30:00Z",
        "America/New_York, yyyy-MM-dd HH:mm:ss z, 2022-11-06 01:30:00 EDT, 2022-11-06T05:30:00Z",
        "America/New_York, yyyy-MM-dd HH:mm:ss z, 2022-11-06 01:30:00 utc, 2022-11-06T01:30:00Z",
        "Europe/Vienna, yyyy-MM-dd HH:mm:ss z, 2024-10-27 02:30:00 CET, 2024-10-27T01:30:00Z",
        "Europe/Vienna, yyyy-MM-dd HH:mm:ss z, 2024-10-27 02:30:00 CEST, 2024-10-27T00:30:00Z",
        "Europe/Vienna, yyyy-MM-dd HH:mm:ss z, 2024-07-01 12:00:00 CET, 2024-07-01T11:00:00Z",
        "Europe/Vienna, yyyy-MM-dd HH:mm:ss z, 2024-01-01 12:00:00 CEST, 2024-01-01T10:00:00Z",
        "Europe/London, yyyy-MM-dd HH:mm:ss z, 2024-07-01 12:00:00 BST, 2024-07-01T11:00:00Z",
        "Europe/London, yyyy-MM-dd HH:mm:ss z, 2024-07-01 12:00:00 GMT, 2024-07-01T12:00:00Z",
        "Asia/Kolkata, yyyy-MM-dd HH:mm:ss z, 2024-07-01 12:00:00 IST, 2024-07-01T06:30:00Z",
        "Asia/Jerusalem, yyyy-MM-dd HH:mm:ss z, 2024-07-01 12:00:00 IST, 2024-07-01T10:00:00Z",
        "Asia/Shanghai, EEE MMM dd HH:mm:ss zzz yyyy, Mon Jul 01 12:00:00 CST 2024, 2024-07-01T04:00:00Z",
        "Europe/Moscow, yyyy-MM-dd HH:mm:ss z, 2024-07-01 12:00:00 MSK, 2024-07-01T09:00:00Z",
        "UTC, yyyy-MM-dd HH:mm:ss z, 2024-07-01 12:00:00 GMT, 2024-07-01T12:00:00Z",
        "Europe/Vienna, yyyy-MM-dd HH:mm:ss zzzz, 2024-07-01 12:00:00 Central European Standard Time, 2024-07-01T11:00:00Z",
        "Europe/Vienna, yyyy-MM-dd HH:mm:ss zzzz, 2024-07-01 12:00:00 Central European Summer Time, 2024-07-01T10:00:00Z",
        "Europe/Vienna, yyyy-MM-dd HH:mm:ss[ z], 2024-07-01 12:00:00, 2024-07-01T10:00:00Z",
        "UTC, yyyy-MM-dd HH:mm:ss VV, 2024-07-01 12:00:00 Europe/Vienna, 2024-07-01T10:00:00Z",
        "UTC, yyyy-MM-dd HH:mm:ssXXX'['VV']', 2024-10-27 02:30:00+01:00[Europe/Vienna], 2024-10-27T01:30:00Z",
        "UTC, yyyy-MM-dd HH:mm:ss O, 2024-07-01 12:00:00 GMT+2, 2024-07-01T10:00:00Z",
        "UTC, yyyy-MM-dd HH:mm:ss X, 2024-07-01 12:00:00 +0530, 2024-07-01T06:30:00Z",
        "UTC, yyyy-MM-dd HH:mm:ss xxx, 2024-07-01 12:00:00 +05:30, 2024-07-01T06:30:00Z",
        "UTC, yyyy-MM-dd HH:mm:ss Z, 2024-07-01 12:00:00 -0700, 2024-07-01T19:00:00Z",
        "UTC, YYYY-'W'ww-e, 2024-W20-1, 2024-05-13T00:00:00Z",
        "UTC, YYYY-'W'ww-e, 2024-W20-7, 2024-05-19T00:00:00Z",
        "UTC, YYYY'W'wwe, 2026W537, 2027-01-03T00:00:00Z",
        "UTC, YYYYwwe, 2024201, 2024-05-13T00:00:00Z",
        "UTC, YYYY-ww EEE, 2025-01 Mon, 2024-12-30T00:00:00Z",
        "UTC, uuuu-DDD HH:mm, 2024-134 12:00, 2024-05-13T12:00:00Z",
        "UTC, MM/dd/yyyy hh:mm:ss a, 01/03/2025 12:00:00 AM, 2025-01-03T00:00:00Z",
        "UTC, d.M.yyyy H:mm, 3.1.2025 9:05, 2025-01-03T09:05:00Z"
    })
    void zoneNamesAndWeeksOfPatternsAreRead(String zone, String pattern, String text, Instant instant)
            throws Exception {
        assertThat(decode(zone, "[\"" + pattern + "\"]", text)).isEqualTo(instant);
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
        "Europe/Vienna, yyyy-MM-dd HH:mm:ss z, 2024-07-01 12:00:00 IST",
        "Europe/Vienna, yyyy-MM-dd HH:mm:ss z, 2024-07-01 12:00:00 EST",
        "Europe/Vienna, yyyy-MM-dd HH:mm:ss z, 2024-07-01 12:00:00",
        "Europe/Moscow, yyyy-MM-dd HH:mm:ss z, 2012-07-01 12:00:00 MSK",
        "UTC, yyyy-MM-dd HH:mm:ss VV, 2024-07-01 12:00:00 CET",
        "UTC, yyyy-MM-dd hh:mm[ a], 2024-07-01 01:00",
        "UTC, YYYY-'W'ww-e, 2024-W53-1"
    })
    void timeThatPatternDoesNotDetermineIsRejected(String zone, String pattern, String text) {
        UndecodableRecordException rejected = catchThrowableOfType(
                UndecodableRecordException.class, () -> decode(zone, "[\"" + pattern + "\"]", text));

        assertThat(rejected.reason()).isEqualTo(DeadLetterReason.BAD_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-30T00:00:00Z",
                "20241301",
                "2024051",
                "19844",
                "-86400",
                "86400.5",
                "2024-05-13 12:00:00 CET",
                "2024-05-13 12:00:00 PM",
                "2024-05-13 12:00:00 +02:60",
                "2024/05-13 12:00:00",
                "13/05/2024 12:00:00",
                "2023-02-29T00:00:00Z",
                "2024-13-01T00:00:00Z",
                "2024-05-01T24:00:01Z",
                "2024-05-01T25:00:00Z",
                "2024-05-01T12:60:00Z",
                "2024-05-01T12:34:61Z",
                "2024-05-01T12:34:56.1234567890Z",
                "2024-05-01T12:34:56+19:00",
                "2024-05-01T12:34:56+02:",
                "24-05-01T12:34:56Z",
                "2024-05-01X12:34:56Z",
                "2024-05-01T12:34:5",
                "1e999999999",
                "1e-999999999",
                "99999999999999999999"
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
        "yyyyMMdd, abcdefgh",
        "MM/dd/yyyy HH:mm:ss, 02/30/2024 00:00:00",
        "MM/dd/yyyy HH:mm:ss, 2/28/2024 00:00:00",
        "MM/dd/yyyy HH:mm:ss, 02/28/2024 24:00:01",
        "M/d/yyyy H:mm:ss, 2/28/2024 24:01:00",
        "M/d/yyyy H:mm:ss, 2/28/2024 12:00:61",
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

    @Test
    void recordWithWrongClockIsNamed() {
        DecodedRows rows = new DecodedRows(TestStreams.recent());
        String event = "{\"k\":\"a\",\"at\":\"2024-05-13T12:00:00Z\"}";

        assertThat(problem(rows, event, "1980-01-06T00:00:00Z"))
                .isEqualTo(
                        "at: the Kafka record's timestamp 1980-01-06T00:00:00Z is before event-time.earliest 2000-01-01T00:00:00Z, with an event"
                                + " time of 2024-05-13T12:00:00Z; check the producer's clock");
        assertThat(problem(rows, event, "2024-05-01T00:00:00Z"))
                .isEqualTo(
                        "at: '2024-05-13T12:00:00Z' is 2024-05-13T12:00:00Z in the formats iso-8601 or epoch, which is more than"
                                + " event-time.max-ahead PT168H ahead of the Kafka record's timestamp 2024-05-01T00:00:00Z;"
                                + " check the clocks of device and producer, and formats of column at");
    }

    @Test
    void timestampOfRecordAsEventTimeIsNamed() {
        DecodedRows rows = new DecodedRows(TestStreams.read("""
                name: test
                format: json
                event-time: {column: at}
                series-key: [k]
                columns:
                  - {name: k, type: string, required: true}
                  - {name: at, type: timestamp, required: true, source: [_time]}
                """));

        assertThat(problem(rows, "{\"k\":\"a\"}", "1970-01-01T00:00:05Z"))
                .isEqualTo(
                        "_time: the Kafka record's timestamp 1970-01-01T00:00:05Z is not from event-time.earliest"
                                + " 2000-01-01T00:00:00Z to before event-time.latest 2100-01-01T00:00:00Z; check the producer's clock");
    }

    @Test
    void implausibleTimeIsQuotedAfterRecordsOfTheSameStructure() throws Exception {
        DecodedRows rows = new DecodedRows(TestStreams.recent());
        rows.decode("{\"k\":\"a\",\"at\":1715601600}");
        rows.decode("{\"k\":\"a\",\"at\":1715601601}");

        assertThat(problem(rows, "{\"k\":\"a\",\"at\":4915601600}", "2024-05-13T12:00:00Z"))
                .startsWith("at: '4915601600' is 2125-10-08T");
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoch-ms", "epoch-us", "epoch-ns"})
    void secondsInAFormatOfAnotherUnitAreNamed(String format) {
        DecodedRows rows = new DecodedRows(TestStreams.read("""
                name: test
                format: json
                event-time: {column: at}
                series-key: [k]
                columns:
                  - {name: k, type: string, required: true}
                  - {name: at, type: timestamp, required: true, formats: [%s]}
                """.formatted(format)));

        assertThat(problem(rows, "{\"k\":\"a\",\"at\":1715601600}", "2024-05-13T12:00:00Z"))
                .startsWith("at: '1715601600' is 1970-01-")
                .contains(" in the formats " + format
                        + ", which is not from event-time.earliest 2000-01-01T00:00:00Z to before")
                .endsWith("; in epoch-s it is 2024-05-13T12:00:00Z: set formats of column at to [epoch-s]");
    }

    private static String problem(DecodedRows rows, String record, String timestamp) {
        return catchThrowableOfType(
                        UndecodableRecordException.class,
                        () -> rows.decode(
                                record.getBytes(StandardCharsets.UTF_8),
                                Instant.parse(timestamp).toEpochMilli()))
                .getMessage();
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
                .decode("{\"k\":\"a\",\"at\":0,\"v\":\"" + text + "\"}")
                .get("v");
    }

    private static Object decodeDate(String zone, String formats, String text) throws UndecodableRecordException {
        DecodedRows decodedRows = new DecodedRows(TestStreams.json(zone, "name: v, type: date" + formats));
        return decodedRows
                .decode("{\"k\":\"a\",\"at\":0,\"v\":\"" + text + "\"}")
                .get("v");
    }
}
