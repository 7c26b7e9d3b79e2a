package io.arrowgate.report;

import static io.arrowgate.clickhouse.ddl.TableColumn.plainColumn;

import io.arrowgate.clickhouse.ddl.ReplacingTable;
import io.arrowgate.clickhouse.rows.JdbcRowSink;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.decode.DeadLetter;
import io.arrowgate.report.derived.ClickHouseTimeRange;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.connector.sink2.Sink;

/** Defines the ClickHouse table of dead letters: reason and source position for reports, without the original bytes. */
public final class DeadLetterTable {
    public static final String NAME = "dead_letters";

    private static final String ELEMENT = "element";
    private static final String LABEL = "LowCardinality(String)";
    private static final String TIME = "DateTime64(3, 'UTC')";
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final long EARLIEST_MILLIS = ClickHouseTimeRange.EARLIEST.toEpochMilli();
    private static final long LATEST_MILLIS = ClickHouseTimeRange.END.toEpochMilli() - 1;

    private DeadLetterTable() {}

    /**
     * Returns the table, keyed by source position and timestamp: records of a recreated topic have different timestamps. Elements count
     * from 1, because 0 is what rows of version 0.1.0 have, all of which are whole records.
     */
    public static ReplacingTable layout() {
        return new ReplacingTable(
                NAME,
                List.of(
                        plainColumn("stream", LABEL, "stream that should have decoded it"),
                        plainColumn("reason", LABEL, "of the fixed set"),
                        plainColumn("message", "String", "what exactly is wrong"),
                        plainColumn("topic", LABEL, "of the raw record"),
                        plainColumn("partition", "Int32", "of the raw record"),
                        plainColumn("offset", "Int64", "of the raw record"),
                        plainColumn(
                                ELEMENT,
                                "Int32",
                                "undecodable element of the raw record, from 1; 0 for the whole record"),
                        plainColumn("record_time", TIME, "the raw record's own timestamp"),
                        plainColumn("emitted_at", TIME, "wall clock; of repeats, the newest stays")),
                "toYYYYMM(`record_time`)",
                List.of("topic", "partition", "offset", "record_time", ELEMENT),
                ELEMENT,
                "emitted_at");
    }

    /** Creates the sink that inserts into the table. */
    public static Sink<DeadLetter> sink(ClickHouseSettings settings) {
        return JdbcRowSink.of(settings, layout(), DeadLetterTable::setValues);
    }

    private static void setValues(PreparedStatement row, DeadLetter deadLetter) throws SQLException {
        int i = 0;
        row.setString(++i, deadLetter.stream());
        row.setString(++i, deadLetter.reason().name());
        row.setString(++i, deadLetter.message());
        row.setString(++i, deadLetter.record().topic());
        row.setInt(++i, deadLetter.record().partition());
        row.setLong(++i, deadLetter.record().offset());
        row.setInt(++i, deadLetter.row() == DeadLetter.WHOLE_RECORD ? 0 : deadLetter.row() + 1);
        row.setString(++i, MILLIS.format(recordTime(deadLetter)));
        row.setString(++i, MILLIS.format(Instant.now()));
    }

    /** Clamps the timestamp to the column's range, because other values fail the insert or become a different time. */
    private static Instant recordTime(DeadLetter deadLetter) {
        long millis = deadLetter.record().timestampMillis();
        return Instant.ofEpochMilli(Math.max(EARLIEST_MILLIS, Math.min(millis, LATEST_MILLIS)));
    }
}
