package io.arrowgate.report.derived;

import static java.util.stream.Collectors.joining;

import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.SqlTemplate;
import io.arrowgate.clickhouse.ddl.BronzeColumns;
import io.arrowgate.clickhouse.ddl.TableColumn;
import io.arrowgate.stream.StreamDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Computes the rows of a {@link CounterIncrementTable} for streams whose events carry increments: each event is a row. */
public final class EventCountTable implements SilverTable {
    private static final SqlTemplate RECOMPUTE = SqlTemplate.resource("report/counted_events");

    private final StreamDefinition stream;
    private final CounterIncrementTable counterIncrementTable;

    public EventCountTable(StreamDefinition stream) {
        this.stream = stream;
        counterIncrementTable = new CounterIncrementTable(stream);
    }

    @Override
    public String name() {
        return counterIncrementTable.name();
    }

    @Override
    public String source() {
        return counterIncrementTable.source();
    }

    @Override
    public List<String> seriesKey() {
        return counterIncrementTable.seriesKey();
    }

    @Override
    public String timeColumn() {
        return counterIncrementTable.timeColumn();
    }

    @Override
    public Duration ttl() {
        return counterIncrementTable.ttl();
    }

    @Override
    public List<TableColumn> columns() {
        return counterIncrementTable.columns();
    }

    /** Returns an order with the lineage, so that events of one time are rows of their own. */
    @Override
    public List<String> orderBy() {
        List<String> order = new ArrayList<>(counterIncrementTable.orderBy());
        BronzeColumns.rowIdentity().forEach(column -> order.add(column.name()));
        return order;
    }

    @Override
    public String recompute(String database, SourceRows sourceRows) {
        String counted = stream.counters().columns().stream()
                .map(counter ->
                        "%2$s AS `%1$s`, greatest(`%1$s`, 0) AS `%1$s_increment`, 'ok' AS `%1$s_quality`, 0 AS `%1$s_direction`"
                                .formatted(counter, CounterIncrementTable.exactReading(stream, counter)))
                .collect(joining(",\n    "));
        String carried = DerivedColumns.carriedColumns(stream).stream()
                .map(column -> DerivedColumns.notNull(stream, column.name()) + " AS " + SqlQuoting.name(column.name()))
                .collect(joining(", "));
        return RECOMPUTE
                .with("series_key", DerivedTable.names(stream.seriesKey()))
                .with("event_time", SqlQuoting.name(timeColumn()))
                .with("carried", carried.isEmpty() ? "" : carried + ", ")
                .with("counters", counted)
                .with("row_identity", sourceRows.rowIdentity())
                .with("source", SqlQuoting.table(database, source()))
                .with("new_rows", sourceRows.newRows())
                .with("retained", sourceRows.retained().formatted(SqlQuoting.name(timeColumn())))
                .render();
    }
}
