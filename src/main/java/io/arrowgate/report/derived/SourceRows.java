package io.arrowgate.report.derived;

import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.ddl.BronzeColumns;
import io.arrowgate.clickhouse.ddl.TableColumn;
import java.util.stream.Collectors;

/**
 * Describes the rows of a source table that a refresh reads.
 *
 * @param newRows condition for the new rows
 * @param retained condition on event time, for {@link String#formatted}: outside of it the source no longer has all rows, or
 *     ClickHouse cannot compute with the time
 * @param lacksRowColumn whether the source is a stream's table of version 0.1.0, without {@link LineageColumns#ROW}, which the job's
 *     user may not add; all its rows are the first of their raw records
 */
public record SourceRows(String newRows, String retained, boolean lacksRowColumn) {

    /** Returns the lineage columns that identify a row, as expressions of the source. */
    String rowIdentity() {
        return BronzeColumns.rowIdentity().stream()
                .map(TableColumn::name)
                .map(name -> lacksRowColumn && name.equals(LineageColumns.ROW)
                        ? "toInt32(0) AS " + SqlQuoting.name(name)
                        : SqlQuoting.name(name))
                .collect(Collectors.joining(", "));
    }

    /**
     * Returns a number that orders the source's rows of one window by event time and row identity. ClickHouse finds the greatest number
     * several times faster than the greatest tuple. The number has 256 bits: event time, the first 8 characters of the topic id (of
     * 22), partition, offset and row. Times before 1970 come after later ones, but no window has both.
     *
     * @param time column of event time
     */
    String place(String time) {
        String row = lacksRowColumn ? "0" : SqlQuoting.name(LineageColumns.ROW);
        // The least significant part comes first.
        return "reinterpretAsUInt256(concat(%s, %s, %s, toFixedString(reverse(rightPad(substring(%s, 1, 8), 8, '\\0')), 8), %s))"
                .formatted(
                        bytes("toUInt32(" + row + ")"),
                        bytes("toUInt64(" + SqlQuoting.name(LineageColumns.OFFSET) + ")"),
                        bytes("toUInt32(" + SqlQuoting.name(LineageColumns.PARTITION) + ")"),
                        SqlQuoting.name(LineageColumns.TOPIC_ID),
                        bytes("toUnixTimestamp64Micro(" + time + ")"));
    }

    private static String bytes(String number) {
        return "reinterpretAsFixedString(" + number + ")";
    }
}
