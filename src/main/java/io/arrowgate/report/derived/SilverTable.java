package io.arrowgate.report.derived;

import static java.util.stream.Collectors.joining;

import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.SqlTemplate;
import io.arrowgate.clickhouse.ddl.TableColumn;
import io.arrowgate.clickhouse.ddl.TableUpgrade;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A derived table whose columns and queries follow from a stream's definition. */
public interface SilverTable extends DerivedTable {
    SqlTemplate CREATE_TABLE = SqlTemplate.resource("report/derived_table");
    SqlTemplate REFRESH = SqlTemplate.resource("report/derived_table_refresh");

    /** Of the rows of one key, the one of the greatest version counts: a 64-bit number. */
    String VERSION = "_version";

    /** All columns but {@link #VERSION} and {@code _deleted}: 1 in rows that say that a key is no longer there. */
    List<TableColumn> columns();

    /** By these two rows are the same one; they begin with the series' key. */
    List<String> orderBy();

    /** The column of event time that the table is partitioned by. */
    String timeColumn();

    /** How long rows are kept after their event time; null for ever. */
    Duration ttl();

    /**
     * The query of all rows that new rows of the source bear on, as they are now: {@link #columns}, then {@code _deleted}.
     *
     * <p>Arguments as for {@link #refresh}.
     */
    String recompute(String database, String newRows, String retained);

    @Override
    default String refresh(String database, String newRows, String retained, String version) {
        String table = SqlQuoting.table(database, name());
        return REFRESH.with("table", table)
                .with("columns", DerivedTable.names(columns().stream().map(TableColumn::name)))
                .with("new_version", version.formatted("(SELECT max(`%s`) FROM %s)".formatted(VERSION, table)))
                .with("rows", recompute(database, newRows, retained))
                .render();
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
                        .formatted(SqlQuoting.name(timeColumn()), ttl().toSeconds());
        return CREATE_TABLE
                .with("table", SqlQuoting.table(database, name()))
                .with("columns", columns().stream().map(TableColumn::ddl).collect(joining(",\n    ")))
                .with("time", SqlQuoting.name(timeColumn()))
                .with("order_by", DerivedTable.names(orderBy()))
                .with("ttl", ttl)
                .render();
    }
}
