package io.arrowgate.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Describes the result of a report.
 *
 * @param columns names, in order
 * @param types ClickHouse types, in order
 * @param rows JSON arrays of the columns' values
 */
public record ReportResult(List<String> columns, List<String> types, List<JsonNode> rows) {
    /** Returns true if the column has a numeric type, nullable or not. */
    public boolean isNumber(int column) {
        String type = types.get(column).replace("Nullable(", "").replace("LowCardinality(", "");
        return type.startsWith("Int") || type.startsWith("UInt") || type.startsWith("Float");
    }
}
