package io.arrowgate.clickhouse.ddl;

import java.util.List;

/**
 * What the set-up of one table found and did.
 *
 * @param table {@code database.table}
 * @param created whether the table was not there before
 * @param addedColumns columns that an existing table lacked
 * @param warnings what the table lacks for its guarantees, each with its remedy; empty for a table of our own making
 */
public record TableSetupResult(String table, boolean created, List<String> addedColumns, List<String> warnings) {
    public TableSetupResult {
        addedColumns = List.copyOf(addedColumns);
        warnings = List.copyOf(warnings);
    }
}
