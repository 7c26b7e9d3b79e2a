package io.arrowgate.report.derived;

import static java.util.stream.Collectors.joining;

import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.SqlTemplate;
import io.arrowgate.clickhouse.ddl.TableColumn;
import io.arrowgate.clickhouse.ddl.TableUpgrade;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Computes a derived table whose columns and queries follow from a stream's definition. */
public interface SilverTable extends DerivedTable {
    SqlTemplate CREATE_TABLE = SqlTemplate.resource("report/derived_table");
    SqlTemplate REFRESH = SqlTemplate.resource("report/derived_table_refresh");

    /** 64-bit version column; of rows with one key, the greatest version is valid. */
    String VERSION = "_version";

    /** Returns all columns except {@link #VERSION} and {@code _deleted}, which is 1 in rows that delete a key. */
    List<TableColumn> columns();

    /** Returns the columns that identify a row, beginning with the series key. */
    List<String> orderBy();

    /** Returns the event time column that the table is partitioned by. */
    String timeColumn();

    /** Returns the retention of rows after their event time; null for unlimited. */
    Duration ttl();

    /**
     * Returns the query that recomputes all rows that new rows of the source affect: {@link #columns}, then {@code _deleted}.
     *
     * <p>Arguments as for {@link #refresh}.
     */
    String recompute(String database, SourceRows sourceRows);

    @Override
    default String refresh(String database, SourceRows sourceRows, String version) {
        String table = SqlQuoting.table(database, name());
        return REFRESH.with("table", table)
                .with("columns", DerivedTable.names(columns().stream().map(TableColumn::name)))
                .with("new_version", version.formatted("(SELECT max(`%s`) FROM %s)".formatted(VERSION, table)))
                .with("rows", recompute(database, sourceRows))
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
