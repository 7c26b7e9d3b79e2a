package io.arrowgate.report.derived;

import io.arrowgate.clickhouse.client.SqlTemplate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Describes a file of SQL statements, each terminated by a semicolon at the end of a line. Comment lines {@code -- name: value} at
 * the beginning of the file are headers; other comment lines are ignored.
 *
 * @param name without directory and extension
 * @param headers by name
 * @param statements without their semicolons
 */
public record SqlFile(String name, Map<String, String> headers, List<SqlTemplate> statements) {
    /** Reads the resource {@code sql/report/<path>.sql}. */
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

    /** Returns the stream that the file applies to; null for none. */
    public String stream() {
        return headers.get("stream");
    }

    public boolean isPerStream() {
        return "each".equals(stream());
    }

    /** Returns the values of a list header; empty if the header is missing. */
    public List<String> list(String header) {
        String value = headers.get(header);
        return value == null
                ? List.of()
                : Arrays.stream(value.split(",")).map(String::strip).toList();
    }
}
