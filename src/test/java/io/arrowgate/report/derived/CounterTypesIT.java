package io.arrowgate.report.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.report.ReportTestBed;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks increments and windows of counters of every numeric type. */
class CounterTypesIT {
    /** The first step is plausible, the second is too large, the third goes back to the first reading. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "int32, 44, 49, 2000000000, 5, Int64, UInt64",
        "int64, 44, 49, 9000000000000000000, 5, Int64, UInt64",
        "uint64, 18446744073709551600, 18446744073709551605, 5, 5, UInt64, UInt64",
        "uint64, 44, 49, 18446744073709551600, 5, UInt64, UInt64",
        "float32, 44.5, 49.75, 200000, 5.25, Float64, Float64",
        "float64, 44.625, 49.75, 1e300, 5.125, Float64, Float64",
    })
    void incrementIsDifferenceOfPlausibleReadings(
            String type, String first, String second, String third, String step, String reading, String count)
            throws Exception {
        ReportTestBed bed = new ReportTestBed(List.of(meters(type, "counters: {kind: cumulative, columns: [kwh]}")));
        int minute = 0;
        for (String register : new String[] {first, second, third, second}) {
            bed.row("'m', '2024-05-01 12:0%d:00', %s".formatted(minute++, register), "'2024-05-01 12:00:00'");
            bed.insert("meters", "device, at, kwh");
            bed.refresh();
        }

        String far = third.length() > 1 ? "jump" : "reset";
        String back = far.equals("jump") ? "reset" : "jump";
        assertThat(bed.query("SELECT kwh_increment, kwh_quality FROM %s FINAL ORDER BY at"
                        .formatted(bed.table("meters_increments"))))
                .isEqualTo("0\tfirst\n%s\tok\n0\t%s\n0\t%s".formatted(step, far, back));
        assertThat(bed.query("SELECT toString(kwh) FROM %s FINAL ORDER BY at LIMIT 1"
                        .formatted(bed.table("meters_increments"))))
                .isEqualTo(first);
        assertThat(bed.query("SELECT kwh, toTypeName(kwh) FROM %s FINAL".formatted(bed.table("meters_1h"))))
                .isEqualTo(step + "\t" + count);
        assertThat(bed.query("SELECT any(toTypeName(kwh)) FROM " + bed.table("meters_increments")))
                .isEqualTo(reading);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "int32, 3, -2, 3",
        "uint64, 18446744073709551613, 2, 18446744073709551615",
        "float64, 0.25, 1.5, 1.75",
    })
    void countOfEachEventIsItsIncrement(String type, String first, String second, String sum) throws Exception {
        ReportTestBed bed = new ReportTestBed(List.of(meters(type, "counters: {kind: increment, columns: [kwh]}")));
        bed.row("'m', '2024-05-01 12:00:00', " + first, "'2024-05-01 12:00:00'");
        bed.row("'m', '2024-05-01 12:01:00', " + second, "'2024-05-01 12:00:00'");
        bed.insert("meters", "device, at, kwh");
        bed.refresh();

        assertThat(bed.query("SELECT kwh FROM %s FINAL".formatted(bed.table("meters_1h"))))
                .isEqualTo(sum);
    }

    /** @param counters a line of the definition, or empty */
    static StreamDefinition meters(String type, String counters) throws Exception {
        return StreamDefinitions.read(
                new ByteArrayInputStream("""
                        name: meters
                        format: json
                        event-time: {column: at}
                        series-key: [device]
                        columns:
                          - {name: device, type: string, required: true}
                          - {name: at, type: timestamp, required: true}
                          - {name: kwh, type: %s, required: true}
                        %s
                        roll-ups:
                          - {table: meters_1h, width: 1 h}
                        """.formatted(type, counters).getBytes(StandardCharsets.UTF_8)),
                "meters.yaml");
    }
}
