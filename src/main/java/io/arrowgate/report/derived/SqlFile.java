package io.arrowgate.report.derived;

import io.arrowgate.clickhouse.client.SqlTemplate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of SQL statements, each ended by a semicolon at the end of a line. Comment lines {@code -- name: value} at its beginning are
 * headers.
 *
 * @param name without directory and ending
 * @param headers what it says of itself
 * @param statements as they stand there, without their semicolons
 */
public record SqlFile(String name, Map<String, String> headers, List<SqlTemplate> statements) {
    /** The file {@code sql/report/<path>.sql} of the jar. */
    public static SqlFile read(String path) {
        return of(path.substring(path.lastIndexOf('/') + 1), SqlTemplate.resourceText("report/" + path));
    }

    static SqlFile of(String name, String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        List<SqlTemplate> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.startsWith("--")) {
                String[] header = line.substring(2).split(":", 2);
                if (statement.isEmpty() && header.length == 2) {
                    headers.putIfAbsent(header[0].strip(), header[1].strip());
                }
                continue;
            }
            boolean ends = line.endsWith(";");
            statement.append(ends ? line.substring(0, line.length() - 1) : line).append('\n');
            if (ends) {
                statements.add(
                        SqlTemplate.of(name + ".sql", statement.toString().strip()));
                statement.setLength(0);
            }
        }
        if (!statement.toString().isBlank()) {
            throw new IllegalArgumentException(name + ".sql: the last statement has no semicolon");
        }
        return new SqlFile(name, Map.copyOf(headers), List.copyOf(statements));
    }

    /** The stream that it is about; null for none. */
    public String stream() {
        return headers.get("stream");
    }

    public boolean isPerStream() {
        return "each".equals(stream());
    }

    /** The values of a header that is a list; empty if it is not there. */
    public List<String> list(String header) {
        String value = headers.get(header);
        return value == null
                ? List.of()
                : Arrays.stream(value.split(",")).map(String::strip).toList();
    }
}
