package io.arrowgate.clickhouse.ddl;

import java.util.List;

/**
 * A table whose rows come several times and collapse by its sorting key; the newest stays.
 *
 * @param name without its database
 * @param columns all of them
 * @param partitionBy an expression
 * @param orderBy columns by which two rows are the same one
 * @param version column by which the newest is known
 */
public record ReplacingTable(
        String name, List<TableColumn> columns, String partitionBy, List<String> orderBy, String version) {
    public ReplacingTable {
        columns = List.copyOf(columns);
        orderBy = List.copyOf(orderBy);
    }
}
