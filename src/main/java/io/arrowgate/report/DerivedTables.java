package io.arrowgate.report;

import static java.util.stream.Collectors.joining;

import io.arrowgate.clickhouse.Sql;
import io.arrowgate.clickhouse.TableColumn;
import io.arrowgate.stream.Counters;
import io.arrowgate.stream.RollUp;
import io.arrowgate.stream.StreamDefinition;
import java.util.ArrayList;
import java.util.List;

/** The tables that are worked out from a stream's rows. */
final class DerivedTables {
    private DerivedTables() {}

    /** All of a stream's, each behind the one that it is worked out from. */
    static List<DerivedTable> of(StreamDefinition stream) {
        List<DerivedTable> tables = new ArrayList<>();
        if (stream.counters() != null) {
            boolean registers = stream.counters().kind() == Counters.CUMULATIVE;
            tables.add(registers ? new Increments(stream) : new CountedEvents(stream));
        }
        for (RollUp rollUp : stream.rollUps()) {
            tables.add(new Windows(stream, rollUp));
        }
        return List.copyOf(tables);
    }

    static String createTable(String database, DerivedTable table) {
        String ttl = table.ttl() == null
                ? ""
                : "TTL toDateTime(%s) + toIntervalSecond(%d) DELETE\n"
                        .formatted(Sql.name(table.timeColumn()), table.ttl().toSeconds());
        return """
                CREATE TABLE IF NOT EXISTS %s
                (
                    %s,
                    `%s` UInt64 CODEC(ZSTD(1)),
                    `%s` UInt8 CODEC(ZSTD(1))
                )
                ENGINE = ReplacingMergeTree(`%3$s`, `%4$s`)
                PARTITION BY toYYYYMM(%s)
                ORDER BY (%s)
                %s""".formatted(
                        Sql.table(database, table.name()),
                        table.columns().stream().map(TableColumn::ddl).collect(joining(",\n    ")),
                        DerivedTable.VERSION,
                        DerivedTable.DELETED,
                        Sql.name(table.timeColumn()),
                        DerivedTable.names(table.orderBy()),
                        ttl);
    }
}
