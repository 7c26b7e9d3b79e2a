package io.arrowgate.tools.chaos.check;

import java.util.List;

/**
 * Holds the SQL expressions that render an event of a raw record and its expected row as the same text. ClickHouse alone computes
 * both, so that the comparison does not depend on the job's code.
 *
 * @param stream name of a built-in stream
 * @param events array of the events in the bytes {@code v} of a raw record
 * @param decodable condition that an event can be decoded
 * @param ofEvent expression for the text of a decodable event
 * @param ofRow expression for the text of a table's row
 */
public record RowTextExpressions(String stream, String events, String decodable, String ofEvent, String ofRow) {
    private static final String EVENT_PLACE = "p, o, r, at";
    private static final String ROW_PLACE = "_partition, _offset, _row, toUnixTimestamp64Milli(_ingested_at)";

    /** Returns the expressions of the two built-in streams, for records as the generators write them. */
    public static List<RowTextExpressions> all() {
        return List.of(sensors(), turnstiles());
    }

    private static RowTextExpressions sensors() {
        return new RowTextExpressions(
                "sensors",
                // A reading has no nested object. Functions for JSON would reject an array with one broken element.
                "if(startsWith(v, '['), extractAll(v, '[{][^}]*[}]'), [v])",
                "isValidJSON(v) AND JSONHas(v, 'device') AND JSONHas(v, 'ts')",
                "toString((" + EVENT_PLACE
                        + ", JSONExtractString(v, 'device')"
                        + ", toUnixTimestamp64Micro(parseDateTime64BestEffort(JSONExtractString(v, 'ts'), 6, 'UTC'))"
                        + ", " + float32("cpu_used") + ", " + float32("cpu_free")
                        + ", " + float32("memory_used") + ", " + float32("memory_free")
                        + ", JSONExtract(v, 'run_elapsed_ms', 'Nullable(Int32)')))",
                "toString((" + ROW_PLACE + ", device, toUnixTimestamp64Micro(ts)"
                        + ", cpu_used, cpu_free, memory_used, memory_free, run_elapsed_ms))");
    }

    private static String float32(String field) {
        return "JSONExtract(v, '%s', 'Nullable(Float32)')".formatted(field);
    }

    /** Compares the event time in the station's local time, as in the record. */
    private static RowTextExpressions turnstiles() {
        String fields = "splitByChar(',', v)";
        String places = "%1$s[1], %1$s[2], %1$s[3], %1$s[4], %1$s[5], %1$s[6]".formatted(fields);
        return new RowTextExpressions(
                "turnstiles",
                "[v]",
                "length(%s) = 11".formatted(fields),
                "toString((%1$s, %2$s, %3$s[7] || ' ' || %3$s[8], %3$s[7], %3$s[8], %3$s[9], toInt64OrZero(%3$s[10]), toInt64OrZero(%3$s[11]), 1))"
                        .formatted(EVENT_PLACE, places, fields),
                "toString((" + ROW_PLACE + ", CA, UNIT, SCP, STATION, LINENAME, DIVISION"
                        + ", formatDateTime(event_time, '%m/%d/%Y %H:%i:%S', 'America/New_York')"
                        + ", formatDateTime(DATE, '%m/%d/%Y'), TIME, `DESC`, ENTRIES, EXITS"
                        + ", ID IS NULL AND TIMESTAMP IS NULL))");
    }
}
