package io.arrowgate.archive;

import static java.util.stream.Collectors.joining;

import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.report.derived.DayTable;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Describes a table on the server and builds the SQL for its days. Days are UTC, as the tables' partitions.
 *
 * @param day definition of the table
 * @param database of the table
 * @param types of its columns, by name, in table order
 * @param sortingKey expressions; rows of one key differ only in their version
 * @param byDay true if each day is a partition
 */
record ArchivedTable(DayTable day, String database, Map<String, String> types, String sortingKey, boolean byDay) {

    static ArchivedTable read(ClickHouseJdbcSession queries, String database, DayTable day) throws SQLException {
        String where = "database = %s AND %s = " + SqlQuoting.text(day.name());
        List<Map<String, Object>> tables = queries.rows(
                "SELECT sorting_key, replaceAll(partition_key, '`', '') AS partition FROM system.tables WHERE "
                        + where.formatted(SqlQuoting.text(database), "name"));
        if (tables.isEmpty()) {
            throw new ArchiveException(
                    "--table: table '%s' does not exist in database '%s'".formatted(day.name(), database));
        }
        Map<String, String> types = new LinkedHashMap<>();
        queries.rows("SELECT name, type FROM system.columns WHERE "
                        + where.formatted(SqlQuoting.text(database), "table")
                        + " AND default_kind NOT IN ('ALIAS', 'MATERIALIZED', 'EPHEMERAL') ORDER BY position")
                .forEach(column -> types.put((String) column.get("name"), (String) column.get("type")));
        return new ArchivedTable(
                day,
                database,
                types,
                (String) tables.get(0).get("sorting_key"),
                tables.get(0).get("partition").equals("toYYYYMMDD(" + day.time() + ")"));
    }

    /** Returns the quoted name with its database. */
    String sql() {
        return SqlQuoting.table(database, day.name());
    }

    /** Returns the table with FINAL: deduplicated rows in their newest versions. */
    String rows() {
        return sql() + " FINAL";
    }

    List<String> columns() {
        return types.keySet().stream().map(SqlQuoting::name).toList();
    }

    String columnList() {
        return String.join(", ", columns());
    }

    /** Returns the columns with their types, as in a declaration. */
    String structure() {
        return types.entrySet().stream()
                .map(column -> SqlQuoting.name(column.getKey()) + " " + column.getValue())
                .collect(joining(", "));
    }

    /** Returns the columns that identify a row. A stream's table of version 0.1.0 lacks {@link LineageColumns#ROW}. */
    String identity() {
        return names(day.identity().stream().filter(types::containsKey));
    }

    /** Returns the expression of a row's position in its raw record. */
    String rowInRecord() {
        return types.containsKey(LineageColumns.ROW) ? SqlQuoting.name(LineageColumns.ROW) : "toInt32(0)";
    }

    static String names(Stream<String> columns) {
        return columns.map(SqlQuoting::name).collect(joining(", "));
    }

    /** Returns the condition for rows of a day. */
    String of(LocalDate date) {
        return between(start(date), start(date.plusDays(1)));
    }

    static Instant start(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Returns the condition for rows from one time to another, exclusive. */
    String between(Instant from, Instant to) {
        return "%1$s >= %2$s AND %1$s < %3$s".formatted(SqlQuoting.name(day.time()), time(from), time(to));
    }

    private static String time(Instant instant) {
        return "fromUnixTimestamp64Milli(%d, 'UTC')".formatted(instant.toEpochMilli());
    }

    /** Returns the query of a day's rows in a deterministic order. */
    String export(LocalDate date) {
        return "SELECT %s FROM %s WHERE %s ORDER BY %s".formatted(columnList(), rows(), of(date), sortingKey);
    }

    /** Returns the query of a day's rows as CSV lines in one column, quoted only where CSV requires it. */
    String classicExport(LocalDate date) {
        String quotedIfNeeded =
                "if(match(%1$s, '[\",\\\\r\\\\n]'), concat('\"', replaceAll(%1$s, '\"', '\"\"'), '\"'), %1$s)";
        String line =
                day.classicFields().stream().map(quotedIfNeeded::formatted).collect(joining(", "));
        return "SELECT arrayStringConcat([%s], ',') FROM %s WHERE %s ORDER BY %s"
                .formatted(line, rows(), of(date), sortingKey);
    }

    /**
     * Returns the digest of the rows that meet the condition.
     *
     * @param source rows with this table's columns
     */
    RowDigest digest(ClickHouseJdbcSession queries, String source, String condition) throws SQLException {
        return digest(queries, source, condition, columns());
    }

    /** Returns the digest of some columns only. */
    RowDigest digest(ClickHouseJdbcSession queries, String source, String condition, List<String> columns)
            throws SQLException {
        // RowBinary includes nulls, and is equal for String and LowCardinality columns.
        String row = "formatRow('RowBinary', %s)".formatted(String.join(", ", columns));
        return RowDigest.of(queries, row, "%s WHERE %s".formatted(source, condition));
    }

    /** Returns the query that counts the rows whose value in a column is not the default. */
    String filled(String source, String column) {
        return "SELECT count() FROM %1$s WHERE if(isNull(defaultValueOfArgumentType(%2$s)), isNotNull(%2$s), %2$s != defaultValueOfArgumentType(%2$s))"
                .formatted(source, column);
    }
}
