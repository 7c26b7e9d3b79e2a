package io.arrowgate.clickhouse.ddl;

import java.util.List;

/**
 * Reports the set-up of one table.
 *
 * @param table {@code database.table}
 * @param created whether the table was created
 * @param addedColumns columns that were added to an existing table
 * @param warnings what the table lacks for the job's guarantees, each with its remedy; empty for a table that the job created
 */
public record TableSetupResult(String table, boolean created, List<String> addedColumns, List<String> warnings) {
    public TableSetupResult {
        addedColumns = List.copyOf(addedColumns);
        warnings = List.copyOf(warnings);
    }
}
