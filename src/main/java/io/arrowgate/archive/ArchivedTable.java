package io.arrowgate.archive;

import static java.util.stream.Collectors.joining;

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
 * A table as the server has it, and the SQL that is about its days. Days are UTC, as the tables' partitions are.
 *
 * @param day what it is
 * @param database that it is in
 * @param types of its columns, by name, in table order
 * @param sortingKey expressions; rows of one key differ only in their version
 * @param byDay whether each day is a partition
 */
record ArchivedTable(DayTable day, String database, Map<String, String> types, String sortingKey, boolean byDay) {

    static ArchivedTable read(ClickHouseJdbcSession queries, String database, DayTable day) throws SQLException {
        String where = "database = %s AND %s = " + SqlQuoting.text(day.name());
        List<Map<String, Object>> tables = queries.rows(
                "SELECT sorting_key, replaceAll(partition_key, '`', '') AS partition FROM system.tables WHERE "
                        + where.formatted(SqlQuoting.text(database), "name"));
        if (tables.isEmpty()) {
            throw new ArchiveException(
                    "--table: there is no table '%s' in database '%s'".formatted(day.name(), database));
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

    /** Quoted, with its database. */
    String sql() {
        return SqlQuoting.table(database, day.name());
    }

    /** Its rows, each once, and of those with versions the newest. */
    String rows() {
        return sql() + " FINAL";
    }

    List<String> columns() {
        return types.keySet().stream().map(SqlQuoting::name).toList();
    }

    String columnList() {
        return String.join(", ", columns());
    }

    /** The columns as a declaration has them. */
    String structure() {
        return types.entrySet().stream()
                .map(column -> SqlQuoting.name(column.getKey()) + " " + column.getValue())
                .collect(joining(", "));
    }

    String identity() {
        return names(day.identity().stream());
    }

    static String names(Stream<String> columns) {
        return columns.map(SqlQuoting::name).collect(joining(", "));
    }

    /** The condition that rows of a day meet. */
    String of(LocalDate date) {
        return between(start(date), start(date.plusDays(1)));
    }

    static Instant start(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The condition that rows from one time to before another meet. */
    String between(Instant from, Instant to) {
        return "%1$s >= %2$s AND %1$s < %3$s".formatted(SqlQuoting.name(day.time()), time(from), time(to));
    }

    private static String time(Instant instant) {
        return "fromUnixTimestamp64Milli(%d, 'UTC')".formatted(instant.toEpochMilli());
    }

    /** The query of a day's rows, in an order that is always the same. */
    String export(LocalDate date) {
        return "SELECT %s FROM %s WHERE %s ORDER BY %s".formatted(columnList(), rows(), of(date), sortingKey);
    }

    /** The query of a day's rows as lines of text, in one column, unquoted where CSV needs no quotes. */
    String classicExport(LocalDate date) {
        String quotedIfNeeded =
                "if(match(%1$s, '[\",\\\\r\\\\n]'), concat('\"', replaceAll(%1$s, '\"', '\"\"'), '\"'), %1$s)";
        String line =
                day.classicFields().stream().map(quotedIfNeeded::formatted).collect(joining(", "));
        return "SELECT arrayStringConcat([%s], ',') FROM %s WHERE %s ORDER BY %s"
                .formatted(line, rows(), of(date), sortingKey);
    }

    /**
     * The query of a {@link RowDigest}: two texts.
     *
     * @param source rows with this table's columns
     */
    String digest(String source, String condition) {
        return digest(source, condition, types.size());
    }

    /** The same of the first columns alone: what the table had before others were added to it. */
    String digest(String source, String condition, int columns) {
        // A row's binary form has its nulls in it, and is the same for a text whichever way a column keeps it.
        return "SELECT toString(count()) AS c, toString(sum(cityHash64(formatRow('RowBinary', %s)))) AS s FROM %s WHERE %s"
                .formatted(String.join(", ", columns().subList(0, columns)), source, condition);
    }

    /** The query of how many rows have something else in a column than those have that know nothing of it. */
    String filled(String source, int column) {
        return "SELECT count() FROM %1$s WHERE if(isNull(defaultValueOfArgumentType(%2$s)), isNotNull(%2$s), %2$s != defaultValueOfArgumentType(%2$s))"
                .formatted(source, columns().get(column));
    }
}
