package io.arrowgate.report.derived;

import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.SqlTemplate;
import io.arrowgate.clickhouse.ddl.BronzeColumns;
import io.arrowgate.clickhouse.ddl.TableColumn;
import io.arrowgate.clickhouse.ddl.TableUpgrade;
import io.arrowgate.stream.RollupDefinition;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Computes the windows of a roll-up: from increments if the stream has counters, else from the readings. */
public final class RollupTable implements SilverTable {
    static final String WINDOW_START = "window_start";
    /** A reading is late if its raw record is newer by more than this. */
    static final Duration LATE = Duration.ofMinutes(10);

    private static final SqlTemplate RECOMPUTE = SqlTemplate.resource("report/rollup_recompute");
    private static final SqlTemplate WINDOWS = SqlTemplate.resource("report/rollup_windows");
    private static final SqlTemplate ROWS = SqlTemplate.resource("report/rollup_rows");
    private static final SqlTemplate WINDOWS_OR_DELETED = SqlTemplate.resource("report/rollup_windows_or_deleted");

    private static final List<Integer> PERCENTS = List.of(50, 95, 99);

    /** Finds the width of a table's windows in its column comment. */
    private static final Pattern WIDTH = Pattern.compile("\\d+ s");

    private static final String NUMBER = "Nullable(Float64)";

    /** Column of the rows of windows by which the last reading of a window is found. */
    private static final String PLACE = "`_place`";

    private final StreamDefinition stream;
    private final RollupDefinition rollupDefinition;

    /** @param expression an aggregate over the source's rows of one window */
    private record Measure(TableColumn column, String expression) {}

    public RollupTable(StreamDefinition stream, RollupDefinition rollupDefinition) {
        this.stream = stream;
        this.rollupDefinition = rollupDefinition;
    }

    @Override
    public String name() {
        return rollupDefinition.table();
    }

    @Override
    public String source() {
        return stream.counters() == null
                ? stream.clickhouse().table()
                : stream.counters().table();
    }

    @Override
    public List<String> seriesKey() {
        return stream.seriesKey();
    }

    @Override
    public String timeColumn() {
        return WINDOW_START;
    }

    @Override
    public Duration ttl() {
        return rollupDefinition.ttl();
    }

    /** Depends on the width, because each refresh computes whole windows. */
    @Override
    public RefreshSchedule.PauseLimits pauseLimits() {
        return RefreshSchedule.PauseLimits.ofWindows(rollupDefinition.width());
    }

    @Override
    public List<String> orderBy() {
        List<String> order = new ArrayList<>(stream.seriesKey());
        order.add(WINDOW_START);
        rollupDefinition.by().stream().filter(column -> !order.contains(column)).forEach(order::add);
        return order;
    }

    @Override
    public List<TableColumn> columns() {
        List<TableColumn> columns = new ArrayList<>();
        rollupDefinition
                .by()
                .forEach(name ->
                        columns.add(DerivedColumns.column(stream, name, "what rows of a window have in common")));
        columns.add(new TableColumn(
                WINDOW_START,
                "DateTime64(0, 'UTC')",
                "DoubleDelta, ZSTD(1)",
                "beginning of the window, of " + width()));
        measures().forEach(measure -> columns.add(measure.column()));
        return columns;
    }

    private String width() {
        return rollupDefinition.width().toSeconds() + " s";
    }

    /** Rejects an existing table whose windows have a different width. */
    @Override
    public void ensure(TableUpgrade upgrade, String database, TableUpgrade.Before before) throws SQLException {
        upgrade.checkDerived(name(), WINDOW_START, WIDTH, width());
        SilverTable.super.ensure(upgrade, database, before);
    }

    /** Recomputes whole windows of a series; groups that no longer have rows are marked as deleted. */
    @Override
    public String recompute(String database, SourceRows sourceRows) {
        String window = windowOf(SqlQuoting.name(stream.eventTime().column()));
        return RECOMPUTE
                .with("series_key", DerivedTable.names(stream.seriesKey()))
                .with("window", window)
                .with("source", SqlQuoting.table(database, source()))
                .with("new_rows", sourceRows.newRows())
                .with("retained", sourceRows.retained().formatted(window))
                .with(
                        "windows",
                        mayLoseGroups() ? windowsOrDeleted(database, sourceRows) : windows(database, sourceRows))
                .render();
    }

    /** Returns true if a window can have several groups, so that one can lose its last row while others remain. */
    private boolean mayLoseGroups() {
        return rollupDefinition.by().size() != stream.seriesKey().size();
    }

    private String windowsOrDeleted(String database, SourceRows sourceRows) {
        return WINDOWS_OR_DELETED
                .with("windows", windows(database, sourceRows))
                .with("columns", DerivedTable.names(columns().stream().map(TableColumn::name)))
                .with("target", SqlQuoting.table(database, name()))
                .with("series_key", DerivedTable.names(stream.seriesKey()))
                .with("order_by", DerivedTable.names(orderBy()))
                .with("groups", groups())
                .with("window", windowOf(SqlQuoting.name(stream.eventTime().column())))
                .with("rows", rows(database, sourceRows))
                .render();
    }

    public String windows(String database, SourceRows sourceRows) {
        return WINDOWS.with("groups", groups())
                .with("group_columns", DerivedTable.names(rollupDefinition.by()))
                .with("window", windowOf(SqlQuoting.name(stream.eventTime().column())))
                .with(
                        "measures",
                        String.join(
                                ",\n    ",
                                measures().stream().map(RollupTable::selected).toList()))
                .with("rows", rows(database, sourceRows))
                .render();
    }

    /** Returns the query for all rows of the touched windows. */
    public String rows(String database, SourceRows sourceRows) {
        String time = SqlQuoting.name(stream.eventTime().column());
        return ROWS.with("place", stream.counters() == null ? ", " + sourceRows.place(time) + " AS " + PLACE : "")
                .with("source", SqlQuoting.table(database, source()))
                .with("event_time", time)
                .with("width_seconds", String.valueOf(rollupDefinition.width().toSeconds()))
                .with("series_key", DerivedTable.names(stream.seriesKey()))
                .with("window", windowOf(time))
                .render();
    }

    private static String selected(Measure measure) {
        return measure.expression() + " AS " + SqlQuoting.name(measure.column().name());
    }

    /** Returns the group expressions with the columns' names as aliases. */
    private String groups() {
        Function<String, String> value = stream.counters() == null
                ? name -> DerivedColumns.notNull(stream, name) + " AS " + SqlQuoting.name(name)
                : SqlQuoting::name;
        return String.join(", ", rollupDefinition.by().stream().map(value).toList());
    }

    private String windowOf(String time) {
        long micros = rollupDefinition.width().toSeconds() * 1_000_000;
        String sinceEpoch = "toUnixTimestamp64Micro(" + time + ")";
        return "toDateTime64(fromUnixTimestamp64Micro(%1$s - positiveModulo(%1$s, %2$d), 'UTC'), 0, 'UTC')"
                .formatted(sinceEpoch, micros);
    }

    private List<Measure> measures() {
        return stream.counters() == null ? readingMeasures() : counterMeasures();
    }

    private List<Measure> counterMeasures() {
        String time = SqlQuoting.name(stream.eventTime().column());
        List<Measure> all = new ArrayList<>();
        all.add(measure("readings", "UInt64", "readings in the window", "count()"));
        all.add(measure("first_time", "DateTime64(6, 'UTC')", "event time of the first reading", "min(" + time + ")"));
        for (String counter : stream.counters().columns()) {
            all.add(measure(
                    counter,
                    CounterIncrementTable.countType(stream.column(counter).type()),
                    "counted in the window",
                    "sum(`%s`)".formatted(CounterIncrementTable.increment(counter))));
        }
        return List.copyOf(all);
    }

    /**
     * Returns measures that are computed from one array of each field's values. For windows of few readings this costs two
     * thirds of an aggregate function for each measure.
     */
    private List<Measure> readingMeasures() {
        String time = SqlQuoting.name(stream.eventTime().column());
        List<Measure> all = new ArrayList<>();
        all.add(measure("readings", "UInt64", "readings in the window", "count()"));
        all.add(measure(
                "late",
                "UInt64",
                "readings whose raw record is more than %d minutes younger".formatted(LATE.toMinutes()),
                // Compares numbers, because comparing times of different scales overflows in ClickHouse.
                "countIf(toUnixTimestamp64Milli(%s) > toUnixTimestamp64Milli(%s) + %d)"
                        .formatted(SqlQuoting.name(LineageColumns.INGESTED_AT), time, LATE.toMillis())));
        all.add(measure("first_time", "DateTime64(6, 'UTC')", "event time of the first reading", "min(" + time + ")"));
        all.add(measure("last_time", "DateTime64(6, 'UTC')", "event time of the last reading", "max(" + time + ")"));
        for (String name : stream.readingFields()) {
            ColumnDefinition field = stream.column(name);
            String column = SqlQuoting.name(name);
            String type = "Nullable(" + BronzeColumns.plainType(field.type()) + ")";
            String unit = field.unit() == null ? "" : ", " + field.unit();
            String values = SqlQuoting.name("_values_" + name);
            String sorted = SqlQuoting.name("_sorted_" + name);
            all.add(measure(
                    name + "_count",
                    "UInt64",
                    "readings that have it",
                    "length(groupArray(%s) AS %s)".formatted(column, values)));
            all.add(measure(
                    name + "_min",
                    type,
                    "least" + unit,
                    "if(empty(%s AS %s), NULL, %2$s[1])".formatted(sorted(field.type(), values), sorted)));
            all.add(measure(name + "_max", type, "greatest" + unit, unlessEmpty(sorted, sorted + "[-1]")));
            all.add(measure(name + "_avg", NUMBER, "mean" + unit, unlessEmpty(values, mean(field.type(), values))));
            for (int percent : PERCENTS) {
                all.add(measure(
                        "%s_p%d".formatted(name, percent),
                        type,
                        "%d %% of the readings are no greater%s".formatted(percent, unit),
                        unlessEmpty(sorted, "%1$s[toUInt32(0.%2$d * length(%1$s)) + 1]".formatted(sorted, percent))));
            }
            all.add(measure(name + "_last", type, "by event time, then place" + unit, last(field.type(), column)));
        }
        return List.copyOf(all);
    }

    /** Returns the values in ascending order, without NaN, which has no place in an order. */
    private static String sorted(ColumnType type, String values) {
        String sorted = "arraySort(" + values + ")";
        return type.isFloat() ? "arrayFilter(x -> NOT isNaN(x), " + sorted + ")" : sorted;
    }

    /** Returns the mean of values; it is NaN if one of them is. */
    private static String mean(ColumnType type, String values) {
        // The sum of 64-bit integers can exceed them.
        boolean isLong = type == ColumnType.INT64 || type == ColumnType.UINT64;
        return "arrayAvg(" + (isLong ? "arrayMap(x -> toFloat64(x), " + values + ")" : values) + ")";
    }

    /** Returns the value of the row with the greatest place; the low 64 bits of {@link SourceRows#place} are room for it. */
    private static String last(ColumnType type, String column) {
        return "reinterpretAs%s(toUInt64(max(bitOr(%s, toUInt256(reinterpretAsUInt64(%s))))))"
                .formatted(BronzeColumns.plainType(type), PLACE, column);
    }

    private static String unlessEmpty(String values, String expression) {
        return "if(empty(%s), NULL, %s)".formatted(values, expression);
    }

    private static Measure measure(String name, String type, String comment, String expression) {
        return new Measure(TableColumn.plainColumn(name, type, comment), expression);
    }
}
