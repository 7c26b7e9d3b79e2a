package io.arrowgate.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.stream.StreamDefinitions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks the record layouts of the two built-in streams. */
class BuiltInStreamsTest {
    private static final String ELEVEN =
            "A002,R051,02-00-00,59 ST,NQR456W,BMT,01/05/2024,23:00:00,REGULAR,0007,0001234567                        ";
    private static final String THIRTEEN = "A001,R001,02-00-00,Test-Station1,456NQR,BMT,09-23-23,16:54:00,REGULAR,7,9,"
            + "6f1c2a34-0000-4000-8000-000000000000,2023-09-23 16:54:00";

    private final DecodedRows sensors = new DecodedRows(StreamDefinitions.builtIn("sensors"));
    private final DecodedRows turnstiles = new DecodedRows(StreamDefinitions.builtIn("turnstiles"));

    @Test
    void deviceReadingBecomesRow() throws Exception {
        Map<String, Object> row = sensors.decode("""
                {"device":"sensor-0042","ts":"2024-05-01T12:34:56.789012Z","cpu_used":12.34,"cpu_free":87.66,\
                "memory_used":45.6,"memory_free":54.4,"run_elapsed_ms":1234}""");

        assertThat(row)
                .isEqualTo(Map.of(
                        "device", "sensor-0042",
                        "ts", Instant.parse("2024-05-01T12:34:56.789012Z"),
                        "cpu_used", 12.34f,
                        "cpu_free", 87.66f,
                        "memory_used", 45.6f,
                        "memory_free", 54.4f,
                        "run_elapsed_ms", 1234));
    }

    @Test
    void auditOfElevenColumnsBecomesRowWithoutIdAndTimestamp() throws Exception {
        Map<String, Object> row = turnstiles.decode(ELEVEN);

        Map<String, Object> expected = new HashMap<>(Map.of(
                "CA", "A002",
                "UNIT", "R051",
                "SCP", "02-00-00",
                "STATION", "59 ST",
                "LINENAME", "NQR456W",
                "DIVISION", "BMT",
                "event_time", Instant.parse("2024-01-06T04:00:00Z"),
                "DATE", LocalDate.of(2024, 1, 5),
                "TIME", "23:00:00",
                "DESC", "REGULAR"));
        expected.put("ENTRIES", 7L);
        expected.put("EXITS", 1_234_567L);
        expected.put("ID", null);
        expected.put("TIMESTAMP", null);
        assertThat(row).isEqualTo(expected);
    }

    @Test
    void auditOfThirteenColumnsBecomesRowWithIdAndTimestamp() throws Exception {
        Map<String, Object> row = turnstiles.decode(THIRTEEN);

        assertThat(row)
                .containsEntry("CA", "A001")
                .containsEntry("event_time", Instant.parse("2023-09-23T20:54:00Z"))
                .containsEntry("DATE", LocalDate.of(2023, 9, 23))
                .containsEntry("ENTRIES", 7L)
                .containsEntry("EXITS", 9L)
                .containsEntry("ID", "6f1c2a34-0000-4000-8000-000000000000")
                .containsEntry("TIMESTAMP", Instant.parse("2023-09-23T20:54:00Z"));
    }

    @Test
    void auditAsJsonBecomesTheSameRowAsCsv() throws Exception {
        Map<String, Object> row = turnstiles.decode("""
                {"C/A":"A001","UNIT":"R001","SCP":"02-00-00","STATION":"Test-Station1","LINENAME":"456NQR",\
                "DIVISION":"BMT","DATE":"09-23-23","TIME":"16:54:00","DESC":"REGULAR","ENTRIES":"7","EXITS     ":9,\
                "ID":"6f1c2a34-0000-4000-8000-000000000000","TIMESTAMP":"2023-09-23 16:54:00"}""");

        assertThat(row).isEqualTo(turnstiles.decode(THIRTEEN));
    }

    @Test
    void wrongNumberOfColumnsIsMalformed() {
        UndecodableRecordException rejected =
                catchThrowableOfType(UndecodableRecordException.class, () -> turnstiles.decode(ELEVEN + ",one more"));

        assertThat(rejected.reason()).isEqualTo(DeadLetterReason.MALFORMED);
        assertThat(rejected)
                .hasMessage(
                        "12 fields with delimiter ',', where csv-layouts have 11 and 13; add a layout, or set csv-dialect.delimiter");
    }
}
