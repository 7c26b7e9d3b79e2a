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
    private static final int TOPIC_BITS = 10;

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
     * Returns a number that orders the source's rows of one window by event time and row identity. Its 256 bits are, from the most
     * significant: 54 of event time in microseconds since 1900, 10 of the topic id's hash, 32 of the partition, 64 of the offset, 32 of
     * the row, and 64 zeros as room for a value. So the greatest number has the last value, and ClickHouse finds it faster than by
     * {@code argMax}, whose state also has a value of any type.
     *
     * @param time column of event time
     */
    String place(String time) {
        String row = lacksRowColumn ? "0" : SqlQuoting.name(LineageColumns.ROW);
        // The least significant part comes first.
        return "reinterpretAsUInt256(concat(toFixedString('', 8), %s, %s, %s, %s))"
                .formatted(
                        bytes("toUInt32(" + row + ")"),
                        bytes("toUInt64(" + SqlQuoting.name(LineageColumns.OFFSET) + ")"),
                        bytes("toUInt32(" + SqlQuoting.name(LineageColumns.PARTITION) + ")"),
                        bytes("bitOr(bitShiftLeft(toUInt64(toUnixTimestamp64Micro(%s) + %d), %d), cityHash64(%s) %% %d)"
                                .formatted(
                                        time,
                                        -ClickHouseTimeRange.EARLIEST.getEpochSecond() * 1_000_000,
                                        TOPIC_BITS,
                                        SqlQuoting.name(LineageColumns.TOPIC_ID),
                                        1 << TOPIC_BITS)));
    }

    private static String bytes(String number) {
        return "reinterpretAsFixedString(" + number + ")";
    }
}
