package io.arrowgate.report.derived;

import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.ddl.TableUpgrade;
import java.sql.SQLException;
import java.util.List;

/** Computes a derived table with the two statements of an SQL file: create and refresh. */
record SqlFileTable(SqlFile file) implements DerivedTable {
    SqlFileTable {
        if (file.statements().size() != 2) {
            throw new IllegalArgumentException(
                    file.name() + ".sql must have two statements: one to create, one to refresh");
        }
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public String source() {
        return file.headers().get("source");
    }

    @Override
    public List<String> seriesKey() {
        return file.list("key");
    }

    /** Creates the table if it does not exist. Columns are not compared, because only the file defines them. */
    @Override
    public void ensure(TableUpgrade upgrade, String database, TableUpgrade.Before before) throws SQLException {
        upgrade.ensureDerived(name(), List.of(), List.of(), createTable(database), before);
    }

    @Override
    public String createTable(String database) {
        return file.statements()
                .get(0)
                .with("database", SqlQuoting.name(database))
                .render();
    }

    @Override
    public String refresh(String database, SourceRows sourceRows, String version) {
        return file.statements()
                .get(1)
                .with("database", SqlQuoting.name(database))
                .with("new_rows", sourceRows.newRows())
                .render();
    }
}
