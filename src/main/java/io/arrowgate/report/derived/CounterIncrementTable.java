package io.arrowgate.report.derived;

import static java.util.stream.Collectors.joining;

import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.SqlTemplate;
import io.arrowgate.clickhouse.ddl.BronzeColumns;
import io.arrowgate.clickhouse.ddl.TableColumn;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnType;
import io.arrowgate.stream.column.CounterColumns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Computes the increments of cumulative counters between consecutive readings of a series.
 *
 * <p>The columns of each counter {@code C} are {@code C}, the reading; {@code C_increment}, the increment since the previous reading;
 * {@code C_quality}, the kind of step; and {@code C_direction}, the counting direction after it. The kinds of steps are
 *
 * <ul>
 *   <li>{@code first}: the series has no previous reading; increment 0
 *   <li>{@code ok}, {@code backward}: plausible and in the counting direction, up or permanently down; increment is the step's size
 *   <li>{@code reset}, {@code jump}: down or up by more than the counter can count in the time (12 hours at most), or against the
 *       counting direction ({@code reset}); increment 0
 * </ul>
 */
public final class CounterIncrementTable implements SilverTable {
    /** Column of the time at which the increment begins. */
    static final String SINCE = "since";

    private static final SqlTemplate RECOMPUTE = SqlTemplate.resource("report/counter_increments");
    private static final SqlTemplate QUALITY = SqlTemplate.resource("report/counter_quality");

    private static final String NAME = "LowCardinality(String)";
    private static final double HOUR_MICROS = 3.6e9;
    private static final int MAX_HOURS = 12;

    private final StreamDefinition stream;
    private final CounterColumns counters;
    private final String time;
    /** Columns copied unchanged from the reading. */
    private final List<TableColumn> carried;

    public CounterIncrementTable(StreamDefinition stream) {
        this.stream = stream;
        counters = stream.counters();
        time = stream.eventTime().column();
        carried = DerivedColumns.carriedColumns(stream);
    }

    /** Returns the increment column of a counter. */
    static String increment(String counter) {
        return counter + "_increment";
    }

    static String quality(String counter) {
        return counter + "_quality";
    }

    private static String direction(String counter) {
        return counter + "_direction";
    }

    private static String readingType(ColumnType type) {
        return type.isFloat() ? "Float64" : type == ColumnType.UINT64 ? "UInt64" : "Int64";
    }

    /** Returns the type of sums of increments of a counter of this type. */
    static String countType(ColumnType type) {
        return type.isFloat() ? "Float64" : "UInt64";
    }

    /** Returns the reading in a type in which the difference of two readings is exact, or a float. */
    static String exactReading(StreamDefinition stream, String counter) {
        ColumnType type = stream.column(counter).type();
        String conversion = type.isFloat() ? "toFloat64" : type == ColumnType.UINT64 ? "toInt128" : "toInt64";
        return "%s(%s)".formatted(conversion, SqlQuoting.name(counter));
    }

    @Override
    public String name() {
        return counters.table();
    }

    @Override
    public String source() {
        return stream.clickhouse().table();
    }

    @Override
    public List<String> seriesKey() {
        return stream.seriesKey();
    }

    @Override
    public String timeColumn() {
        return time;
    }

    @Override
    public Duration ttl() {
        return null;
    }

    @Override
    public List<String> orderBy() {
        List<String> order = new ArrayList<>(stream.seriesKey());
        order.add(time);
        return order;
    }

    @Override
    public List<TableColumn> columns() {
        List<TableColumn> columns = new ArrayList<>(DerivedColumns.key(stream));
        columns.add(new TableColumn(time, "DateTime64(6, 'UTC')", "DoubleDelta, ZSTD(1)", "event time of the reading"));
        columns.add(new TableColumn(
                SINCE,
                "DateTime64(6, 'UTC')",
                "DoubleDelta, ZSTD(1)",
                "event time of the reading before; its own if it is the first"));
        columns.addAll(carried);
        for (String counter : counters.columns()) {
            ColumnType type = stream.column(counter).type();
            columns.add(new TableColumn(
                    counter,
                    readingType(type),
                    type.isFloat() ? TableColumn.PLAIN_CODEC : "Delta, ZSTD(1)",
                    "the register's reading"));
            columns.add(TableColumn.plainColumn(
                    increment(counter), countType(type), "counted since the reading before; 0 unless plausible"));
            columns.add(TableColumn.plainColumn(
                    quality(counter), NAME, "first, ok, backward, jump or reset: see docs/reports.md"));
            columns.add(TableColumn.plainColumn(
                    direction(counter), "Int8", "the way the register runs: 1 up, -1 down, 0 not known yet"));
        }
        columns.addAll(BronzeColumns.rowIdentity());
        return columns;
    }

    /**
     * Recomputes each series from its earliest new reading on, beginning with the reading and direction of the row before.
     *
     * <p>A row depends on the row before it, and on the direction, which every plausible step sets. So new readings change no row after
     * the first later one with plausible steps of all counters, unless that step is from a new reading.
     */
    @Override
    public String recompute(String database, SourceRows sourceRows) {
        return RECOMPUTE
                .with("series_key", DerivedTable.names(stream.seriesKey()))
                .with("event_time", SqlQuoting.name(time))
                .with("source", SqlQuoting.table(database, source()))
                .with("target", SqlQuoting.table(database, name()))
                .with("new_rows", sourceRows.newRows())
                .with("retained", sourceRows.retained().formatted(SqlQuoting.name(time)))
                .with("valid_time", ClickHouseTimeRange.RANGE.formatted(SqlQuoting.name(time)))
                .with("reading", reading(column -> DerivedColumns.notNull(stream, column), sourceRows.rowIdentity()))
                .with(
                        "known_reading",
                        reading(
                                SqlQuoting::name,
                                DerivedTable.names(
                                        BronzeColumns.rowIdentity().stream().map(TableColumn::name))))
                .with("preference", preference(sourceRows.rowIdentity()))
                .with("no_directions", each("toInt8(0) AS `known_%s`", ", "))
                .with("known_directions", each("`%1$s_direction` AS `known_%1$s`", ", "))
                .with("increments", each("`%s_increment`", ", "))
                .with("counted", each("`%s_increment` > 0", " AND "))
                .with("steps", steps())
                .with("plausible", each("`step_%1$s` != 0 AND abs(`step_%1$s`) <= cap AS `plausible_%1$s`", ", "))
                .with("directions_before", directionsBefore())
                .with("results", results())
                .render();
    }

    private String directionsBefore() {
        return each(
                "ifNull(anyLast(if(is_context = 1, nullIf(`known_%1$s`, 0),"
                        + " if(`plausible_%1$s`, toInt8(sign(`step_%1$s`)), NULL))) OVER earlier, 0) AS `before_%1$s`",
                ",\n        ");
    }

    /** Returns the tuple elements of a reading, in the order in which {@link #results} unpacks them. */
    private String reading(Function<String, String> expression, String rowIdentity) {
        List<String> parts = new ArrayList<>();
        carried.forEach(column -> parts.add(expression.apply(column.name())));
        counters.columns().forEach(counter -> parts.add(exactReading(stream, counter)));
        parts.add(rowIdentity);
        return String.join(", ", parts);
    }

    /** Returns the ranking of readings of one time: preferred value, greater counters, and lineage to make it unique. */
    private String preference(String rowIdentity) {
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, String> prefer : counters.prefer().entrySet()) {
            parts.add("ifNull(%s = %s, 0)"
                    .formatted(SqlQuoting.name(prefer.getKey()), SqlQuoting.text(prefer.getValue())));
        }
        counters.columns().forEach(counter -> parts.add(SqlQuoting.name(counter)));
        parts.add(rowIdentity);
        return String.join(", ", parts);
    }

    private String steps() {
        List<String> parts = new ArrayList<>();
        parts.add("row_number() OVER (PARTITION BY %s ORDER BY %s) AS number"
                .formatted(DerivedTable.names(stream.seriesKey()), SqlQuoting.name(time)));
        parts.add("lagInFrame(%1$s, 1, %1$s) OVER series AS `since`".formatted(SqlQuoting.name(time)));
        parts.add("%d * least((toUnixTimestamp64Micro(%2$s) - toUnixTimestamp64Micro(`since`)) / %3$s, %4$d) AS cap"
                .formatted(counters.maxPerHour(), SqlQuoting.name(time), HOUR_MICROS, MAX_HOURS));
        for (int i = 0; i < counters.columns().size(); i++) {
            parts.add("reading.%1$d - lagInFrame(reading.%1$d, 1, reading.%1$d) OVER series AS `step_%2$s`"
                    .formatted(carried.size() + 1 + i, counters.columns().get(i)));
        }
        return String.join(",\n        ", parts);
    }

    private String results() {
        List<String> parts = new ArrayList<>();
        parts.add(DerivedTable.names(stream.seriesKey()));
        parts.add(SqlQuoting.name(time));
        parts.add(SqlQuoting.name(SINCE));
        int part = 1;
        for (TableColumn column : carried) {
            parts.add("reading.%d AS %s".formatted(part++, SqlQuoting.name(column.name())));
        }
        for (String counter : counters.columns()) {
            parts.add("reading.%d AS %s".formatted(part++, SqlQuoting.name(counter)));
            parts.add(qualityOf(counter));
            parts.add("if(`%1$s_quality` IN ('ok', 'backward'), abs(`step_%1$s`), 0) AS `%1$s_increment`"
                    .formatted(counter));
            parts.add("if(`plausible_%1$s`, sign(`step_%1$s`), `before_%1$s`) AS `%1$s_direction`".formatted(counter));
        }
        for (TableColumn column : BronzeColumns.rowIdentity()) {
            parts.add("reading.%d AS %s".formatted(part++, SqlQuoting.name(column.name())));
        }
        return String.join(",\n        ", parts);
    }

    public static String qualityOf(String counter) {
        return QUALITY.with("counter", counter).render();
    }

    private String each(String template, String separator) {
        return counters.columns().stream().map(template::formatted).collect(joining(separator));
    }
}
