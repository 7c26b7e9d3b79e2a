package io.arrowgate.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A report's answer.
 *
 * @param columns names, in order
 * @param types ClickHouse's, in order
 * @param rows each a JSON array of the columns' values
 */
public record ReportResult(List<String> columns, List<String> types, List<JsonNode> rows) {
    /** Whether the column's values are numbers, null or not. */
    public boolean isNumber(int column) {
        String type = types.get(column).replace("Nullable(", "").replace("LowCardinality(", "");
        return type.startsWith("Int") || type.startsWith("UInt") || type.startsWith("Float");
    }
}
