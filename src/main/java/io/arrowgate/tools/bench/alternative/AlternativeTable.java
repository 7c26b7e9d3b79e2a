package io.arrowgate.tools.bench.alternative;

import static java.util.stream.Collectors.joining;

import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.ddl.BronzeColumns;
import io.arrowgate.clickhouse.ddl.TableColumn;
import io.arrowgate.stream.StreamDefinition;
import java.util.List;
import java.util.stream.Stream;

/** Renders the table of the alternatives: the stream's data columns and codecs, sorted by series and time, without row identity. */
public final class AlternativeTable {
    private AlternativeTable() {}

    public static String create(String database, StreamDefinition stream) {
        return "CREATE TABLE %s (%s) ENGINE = MergeTree PARTITION BY %s ORDER BY (%s)"
                .formatted(
                        SqlQuoting.table(database, stream.clickhouse().table()),
                        columns(stream).stream().map(TableColumn::ddl).collect(joining(", ")),
                        stream.clickhouse().partitionBy(),
                        Stream.concat(
                                        stream.seriesKey().stream(),
                                        Stream.of(stream.eventTime().column()))
                                .map(SqlQuoting::name)
                                .collect(joining(", ")));
    }

    private static List<TableColumn> columns(StreamDefinition stream) {
        return BronzeColumns.of(stream).subList(0, stream.columns().size());
    }
}
