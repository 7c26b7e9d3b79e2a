package io.arrowgate.report;

import static java.util.stream.Collectors.joining;

import io.arrowgate.clickhouse.Sql;
import io.arrowgate.clickhouse.TableColumn;
import io.arrowgate.clickhouse.TableUpgrade;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A derived table whose columns and queries follow from a stream's definition. */
interface SilverTable extends DerivedTable {
    /** Of the rows of one key, the one of the greatest version counts: a 64-bit number. */
    String VERSION = "_version";
    /** 1 in rows that say that a key is no longer there. */
    String DELETED = "_deleted";

    /** All columns but {@link #VERSION} and {@link #DELETED}. */
    List<TableColumn> columns();

    /** By these two rows are the same one; they begin with the series' key. */
    List<String> orderBy();

    /** The column of event time that the table is partitioned by. */
    String timeColumn();

    /** How long rows are kept after their event time; null for ever. */
    Duration ttl();

    /**
     * The query of all rows that new rows of the source bear on, as they are now: {@link #columns}, then {@link #DELETED}.
     *
     * <p>Arguments as for {@link #refresh}.
     */
    String recompute(String database, String newRows, String retained);

    @Override
    default String refresh(String database, String newRows, String retained, String version) {
        return """
                INSERT INTO %1$s (%2$s, `%3$s`, `%4$s`)
                SELECT %2$s, %5$s AS `%3$s`, `%4$s` FROM (
                %6$s)""".formatted(
                        Sql.table(database, name()),
                        DerivedTable.names(columns().stream().map(TableColumn::name)),
                        VERSION,
                        DELETED,
                        version.formatted("(SELECT max(`%s`) FROM %s)".formatted(VERSION, Sql.table(database, name()))),
                        recompute(database, newRows, retained));
    }

    @Override
    default void ensure(TableUpgrade upgrade, String database, TableUpgrade.Before before) throws SQLException {
        upgrade.ensureDerived(name(), columns(), orderBy(), createTable(database), before);
    }

    @Override
    default String createTable(String database) {
        String ttl = ttl() == null
                ? ""
                : "TTL toDateTime(%s) + toIntervalSecond(%d) DELETE\n"
                        .formatted(Sql.name(timeColumn()), ttl().toSeconds());
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
                        Sql.table(database, name()),
                        columns().stream().map(TableColumn::ddl).collect(joining(",\n    ")),
                        VERSION,
                        DELETED,
                        Sql.name(timeColumn()),
                        DerivedTable.names(orderBy()),
                        ttl);
    }
}
