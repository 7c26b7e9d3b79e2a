package io.arrowgate.alert.notify;

import static io.arrowgate.clickhouse.ddl.TableColumn.plainColumn;

import io.arrowgate.clickhouse.ddl.BronzeColumns;
import io.arrowgate.clickhouse.ddl.ReplacingTable;
import io.arrowgate.clickhouse.ddl.TableColumn;
import io.arrowgate.clickhouse.rows.JdbcRowSink;
import io.arrowgate.config.ClickHouseSettings;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;

/** Describes the ClickHouse table of alerts: one row per state of an alert, once duplicates are merged. */
public final class AlertTable {
    private static final String NAME = "LowCardinality(String)";
    private static final String COLUMNS = "Map(LowCardinality(String), String)";
    private static final String NUMBER = "Nullable(Float64)";
    private static final String EVENT_TIME = "DateTime64(6, 'UTC')";

    private AlertTable() {}

    /**
     * Returns the layout of the table. Both states of an alert share the first time, so all duplicates of a row are in
     * one partition.
     */
    public static ReplacingTable layout(String table) {
        return new ReplacingTable(
                table, columns(), "toYYYYMM(`first_time`)", List.of("rule", "id", "state"), null, "emitted_at");
    }

    /** Creates the sink into a table of this layout. */
    public static Sink<Alert> sink(ClickHouseSettings settings, String table) {
        return JdbcRowSink.of(settings, layout(table), AlertTable::setValues);
    }

    private static List<TableColumn> columns() {
        List<TableColumn> columns = new ArrayList<>(List.of(
                plainColumn("id", "String", "the same for both states, and for every repeat"),
                plainColumn("state", NAME, "firing or resolved"),
                plainColumn("rule", NAME, "name of the rule"),
                plainColumn("kind", NAME, "kind of the rule's condition"),
                plainColumn("severity", NAME, "info, warning or critical"),
                plainColumn("stream", NAME, "stream of the rule"),
                plainColumn("series", COLUMNS, "key columns and their values"),
                plainColumn("labels", COLUMNS, "further columns that describe the series"),
                plainColumn("field", "LowCardinality(Nullable(String))", "column that the condition is about"),
                plainColumn("value", NUMBER, "reading that fired or resolved it"),
                plainColumn("threshold", NUMBER, "bound that the reading broke"),
                plainColumn("score", NUMBER, "score of the detector, 0 to 1"),
                plainColumn("expected_low", NUMBER, "least value that the detector expected"),
                plainColumn("expected_high", NUMBER, "greatest value that the detector expected"),
                plainColumn("first_time", EVENT_TIME, "event time of the first reading in breach"),
                plainColumn("last_time", EVENT_TIME, "event time of the last reading in breach"),
                plainColumn("readings", "Int64", "readings in breach"),
                plainColumn("text", "String", "for people")));
        columns.addAll(BronzeColumns.rowIdentity());
        columns.add(plainColumn("emitted_at", "DateTime64(3, 'UTC')", "wall clock; of repeats, the newest stays"));
        return columns;
    }

    /** Sets the values in the order of {@link #columns}. */
    private static void setValues(PreparedStatement row, Alert alert) throws SQLException {
        int i = 0;
        row.setString(++i, alert.id());
        row.setString(++i, alert.state().label());
        row.setString(++i, alert.rule());
        row.setString(++i, alert.kind());
        row.setString(++i, alert.severity().label());
        row.setString(++i, alert.stream());
        row.setObject(++i, alert.series());
        row.setObject(++i, alert.labels());
        row.setString(++i, alert.field());
        setNumber(row, ++i, alert.value());
        setNumber(row, ++i, alert.threshold());
        setNumber(row, ++i, alert.score());
        setNumber(row, ++i, alert.expectedLow());
        setNumber(row, ++i, alert.expectedHigh());
        // As text, because the driver writes a Timestamp in the JVM's time zone.
        row.setString(++i, AlertTimestampFormat.CLICKHOUSE_MICROS.format(alert.firstTime()));
        row.setString(++i, AlertTimestampFormat.CLICKHOUSE_MICROS.format(alert.lastTime()));
        row.setLong(++i, alert.readings());
        row.setString(++i, alert.text());
        row.setString(++i, alert.topicId());
        row.setInt(++i, alert.partition());
        row.setLong(++i, alert.offset());
        row.setInt(++i, alert.row());
        row.setString(++i, AlertTimestampFormat.CLICKHOUSE_MILLIS.format(alert.emittedAt()));
    }

    private static void setNumber(PreparedStatement row, int index, Double number) throws SQLException {
        if (number == null) {
            row.setNull(index, Types.DOUBLE);
        } else {
            row.setDouble(index, number);
        }
    }
}
