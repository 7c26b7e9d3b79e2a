package io.arrowgate.report;

import io.arrowgate.clickhouse.Sql;
import io.arrowgate.clickhouse.TableUpgrade;
import java.sql.SQLException;
import java.util.List;

/** A derived table whose two statements, to create it and to take new rows in, are a file's. */
record SqlTable(SqlFile file) implements DerivedTable {
    SqlTable {
        if (file.statements().size() != 2) {
            throw new IllegalArgumentException(
                    file.name() + ".sql has not two statements: one to create, one to refresh");
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

    /** Of its columns the file alone knows: of a table that is there, nothing is looked at. */
    @Override
    public void ensure(TableUpgrade upgrade, String database, TableUpgrade.Before before) throws SQLException {
        upgrade.ensureDerived(name(), List.of(), List.of(), createTable(database), before);
    }

    @Override
    public String createTable(String database) {
        return file.statements().get(0).with("database", Sql.name(database)).render();
    }

    @Override
    public String refresh(String database, String newRows, String retained, String version) {
        return file.statements()
                .get(1)
                .with("database", Sql.name(database))
                .with("new_rows", newRows)
                .render();
    }
}
