package io.arrowgate.tools.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.tools.chaos.check.RowComparison;
import io.arrowgate.tools.chaos.check.RowTextExpressions;
import io.arrowgate.tools.local.SharedStack;
import org.junit.jupiter.api.Test;

/** Tests on a real engine how a chaos run splits raw records into events. */
class ChaosEventsIT {
    private static final RowTextExpressions SENSORS = RowTextExpressions.all().get(0);

    /** Returns the position of the row, that of the dead letter, and whether it is decodable, of each event of a record. */
    private static String events(String record) {
        String raw = "(SELECT 0 AS p, 7 AS o, 0 AS at, '%s' AS v)".formatted(record);
        return SharedStack.query("SELECT r, d, %s FROM (%s) ORDER BY r FORMAT CSV"
                        .formatted(SENSORS.decodable(), RowComparison.events(SENSORS, raw)))
                .strip();
    }

    @Test
    void objectIsOneEvent() {
        assertThat(events("{\"device\":\"a\",\"ts\":\"2026-01-01\"}")).isEqualTo("0,-1,1");
    }

    @Test
    void otherRecordIsOneUndecodableEvent() {
        assertThat(events("this is no record")).isEqualTo("0,-1,0");
        assertThat(events("{\"device\":\"cut-o")).isEqualTo("0,-1,0");
    }

    @Test
    void brokenElementsOfAnArrayAreUndecodableOnTheirOwn() {
        assertThat(events("[{\"device\":\"a\",\"ts\":\"2026-01-01\"},{\"device\":\"b\"},{\"ts\":},"
                        + "{\"device\":\"c\",\"ts\":\"2026-01-02\"}]"))
                .isEqualTo("0,0,1\n1,1,0\n2,2,0\n3,3,1");
    }

    @Test
    void missingAndAlteredElementsAreDifferences() {
        String raw = "(SELECT 0 AS p, 7 AS o, 0 AS at, '%s' AS v)"
                .formatted(
                        "[{\"device\":\"a\",\"ts\":\"2026-01-01\"},{\"ts\":},{\"device\":\"b\",\"ts\":\"2026-01-02\"},"
                                + "{\"device\":\"c\",\"ts\":\"2026-01-03\"}]");
        String rows = "(%s UNION ALL %s)".formatted(row(0, "a", "2026-01-01"), row(2, "x", "2026-01-02"));

        String differences = SharedStack.query(RowComparison.differences(SENSORS, raw, rows));

        assertThat(differences.lines()).hasSize(2);
        assertThat(differences).contains("(0,7,2,1,", "(0,7,3,0,");
    }

    private static String row(int position, String device, String time) {
        return ("SELECT 0 AS _partition, 7 AS _offset, %d AS _row, toDateTime64(0, 3, 'UTC') AS _ingested_at, '%s' AS device,"
                        + " toDateTime64('%s', 6, 'UTC') AS ts, CAST(NULL, 'Nullable(Float32)') AS cpu_used, cpu_used AS cpu_free,"
                        + " cpu_used AS memory_used, cpu_used AS memory_free, CAST(NULL, 'Nullable(Int32)') AS run_elapsed_ms")
                .formatted(position, device, time);
    }
}
