package io.arrowgate.clickhouse.ddl;

import java.util.List;

/**
 * Describes a table that keeps the newest of the rows with the same sorting key.
 *
 * @param name without its database
 * @param columns all columns
 * @param partitionBy an expression
 * @param orderBy columns that identify a row
 * @param laterKeyColumn the last one of them, if tables of version 0.1.0 lack it; otherwise null
 * @param version column whose highest value marks the newest row
 */
public record ReplacingTable(
        String name,
        List<TableColumn> columns,
        String partitionBy,
        List<String> orderBy,
        String laterKeyColumn,
        String version) {
    public ReplacingTable {
        columns = List.copyOf(columns);
        orderBy = List.copyOf(orderBy);
    }
}
