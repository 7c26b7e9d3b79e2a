package io.arrowgate.report;

import io.arrowgate.clickhouse.ddl.ReplacingTable;
import io.arrowgate.clickhouse.ddl.TableColumn;
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

/** The ClickHouse table of dead letters: where each one is and why, for reports; what is in it stays on its topic. */
public final class DeadLetterTable {
    public static final String NAME = "dead_letters";

    private static final String LABEL = "LowCardinality(String)";
    private static final String TIME = "DateTime64(3, 'UTC')";
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final long EARLIEST_MILLIS = ClickHouseTimeRange.EARLIEST.toEpochMilli();
    private static final long LATEST_MILLIS = ClickHouseTimeRange.END.toEpochMilli() - 1;

    private DeadLetterTable() {}

    /** A record is named by its place and timestamp: a topic that was made again has other timestamps. */
    public static ReplacingTable layout() {
        return new ReplacingTable(
                NAME,
                List.of(
                        column("stream", LABEL, "stream that should have decoded it"),
                        column("reason", LABEL, "of the fixed set"),
                        column("message", "String", "what exactly is wrong"),
                        column("topic", LABEL, "of the raw record"),
                        column("partition", "Int32", "of the raw record"),
                        column("offset", "Int64", "of the raw record"),
                        column("record_time", TIME, "the raw record's own timestamp"),
                        column("emitted_at", TIME, "wall clock; of repeats, the newest stays")),
                "toYYYYMM(`record_time`)",
                List.of("topic", "partition", "offset", "record_time"),
                "emitted_at");
    }

    /** The sink into the table. */
    public static Sink<DeadLetter> sink(ClickHouseSettings settings) {
        return JdbcRowSink.of(settings, layout(), DeadLetterTable::setValues);
    }

    private static TableColumn column(String name, String type, String comment) {
        return new TableColumn(name, type, "ZSTD(1)", comment);
    }

    private static void setValues(PreparedStatement row, DeadLetter letter) throws SQLException {
        int i = 0;
        row.setString(++i, letter.stream());
        row.setString(++i, letter.reason().name());
        row.setString(++i, letter.message());
        row.setString(++i, letter.record().topic());
        row.setInt(++i, letter.record().partition());
        row.setLong(++i, letter.record().offset());
        row.setString(++i, MILLIS.format(recordTime(letter)));
        row.setString(++i, MILLIS.format(Instant.now()));
    }

    /** Within what the column can hold: text beyond is an error of the insert, or another time. */
    private static Instant recordTime(DeadLetter letter) {
        long millis = letter.record().timestampMillis();
        return Instant.ofEpochMilli(Math.max(EARLIEST_MILLIS, Math.min(millis, LATEST_MILLIS)));
    }
}
