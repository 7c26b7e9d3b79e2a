package io.arrowgate.report;

import static java.util.stream.Collectors.joining;

import io.arrowgate.clickhouse.Sql;
import io.arrowgate.clickhouse.SqlTemplate;
import io.arrowgate.clickhouse.TableColumn;
import io.arrowgate.clickhouse.TableColumns;
import io.arrowgate.stream.StreamDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@link Increments} of a stream whose events say themselves what they count: every event is a row, and its value the increment. */
final class CountedEvents implements SilverTable {
    private static final SqlTemplate RECOMPUTE = SqlTemplate.resource("report/counted_events");

    private final StreamDefinition stream;
    private final Increments increments;

    CountedEvents(StreamDefinition stream) {
        this.stream = stream;
        increments = new Increments(stream);
    }

    @Override
    public String name() {
        return increments.name();
    }

    @Override
    public String source() {
        return increments.source();
    }

    @Override
    public List<String> seriesKey() {
        return increments.seriesKey();
    }

    @Override
    public String timeColumn() {
        return increments.timeColumn();
    }

    @Override
    public Duration ttl() {
        return increments.ttl();
    }

    @Override
    public List<TableColumn> columns() {
        return increments.columns();
    }

    /** Two events of one time are two rows. */
    @Override
    public List<String> orderBy() {
        List<String> order = new ArrayList<>(increments.orderBy());
        TableColumns.place().forEach(column -> order.add(column.name()));
        return order;
    }

    @Override
    public String recompute(String database, String newRows, String retained) {
        String counted = stream.counters().columns().stream()
                .map(
                        "toInt64(`%1$s`) AS `%1$s`, greatest(`%1$s`, 0) AS `%1$s_increment`, 'ok' AS `%1$s_quality`, 0 AS `%1$s_direction`"
                                ::formatted)
                .collect(joining(",\n    "));
        String carried = DerivedColumns.carried(stream).stream()
                .map(column -> DerivedColumns.notNull(stream, column.name()) + " AS " + Sql.name(column.name()))
                .collect(joining(", "));
        return RECOMPUTE
                .with("series_key", DerivedTable.names(stream.seriesKey()))
                .with("event_time", Sql.name(timeColumn()))
                .with("carried", carried.isEmpty() ? "" : carried + ", ")
                .with("counters", counted)
                .with("place", DerivedTable.names(TableColumns.place().stream().map(TableColumn::name)))
                .with("source", Sql.table(database, source()))
                .with("new_rows", newRows)
                .with("retained", retained.formatted(Sql.name(timeColumn())))
                .render();
    }
}
