package io.arrowgate.tools.bench.table;

import io.arrowgate.clickhouse.ddl.TableDdl;
import io.arrowgate.stream.StreamDefinition;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Describes a layout of the table of sensors as a change of the statement with which the job creates the table.
 *
 * @param name for the report
 */
record TableLayout(String name, UnaryOperator<String> change) {
    private static final String INDEX = "INDEX row_offsets [^\\n]*";
    private static final String ROW_IDENTITY =
            "PROJECTION row_identity (SELECT _topic_id, _partition, _offset, _row, ts ORDER BY _topic_id, _partition, _offset, _row)";
    private static final String HIGH_WATER =
            "PROJECTION high_water (SELECT _topic_id, _partition, max(_offset) GROUP BY _topic_id, _partition)";
    private static final String WITHOUT = "CONSTRAINT none CHECK 1";
    private static final String ORDER_BY = "ORDER BY [^\\n]*";
    private static final String PARTITION_BY = "PARTITION BY [^\\n]*";

    /** The layout of the job comes first, and others are compared with it. */
    static final List<TableLayout> ALL = List.of(
            new TableLayout("as created", create -> create),
            replacing("two projections (before)", INDEX, ROW_IDENTITY + ", " + HIGH_WATER),
            replacing("row_identity only", INDEX, ROW_IDENTITY),
            replacing("high_water only", INDEX, HIGH_WATER),
            replacing("minmax index", INDEX, "INDEX o _offset TYPE minmax GRANULARITY 1000000000"),
            replacing("no index", INDEX, WITHOUT),
            replacing("no codecs", " CODEC\\([^\\n]*\\)(,?)(?=\\n)", "$1"),
            replacing("no LowCardinality", "LowCardinality\\(String\\)", "String"),
            replacing("no Nullable", "Nullable\\((\\w+)\\)", "$1"),
            setting("wide parts", "min_bytes_for_wide_part = 0"),
            setting("compact parts", "min_bytes_for_wide_part = 1000000000000"),
            replacing("month partitions", PARTITION_BY, "PARTITION BY toYYYYMM(`ts`)"),
            replacing("sorted by offset", ORDER_BY, "ORDER BY (`_topic_id`, `_partition`, `_offset`, `_row`)"));

    private static TableLayout replacing(String name, String pattern, String replacement) {
        return new TableLayout(name, create -> {
            String changed = create.replaceFirst(pattern, replacement);
            String all = create.replaceAll(pattern, replacement);
            if (changed.equals(create)) {
                throw new IllegalStateException("layout %s does not change: %s".formatted(name, create));
            }
            return all;
        });
    }

    private static TableLayout setting(String name, String setting) {
        return replacing(name, "SETTINGS ", "SETTINGS " + setting + ", ");
    }

    /** Renders the statement that creates the table. */
    String create(String database, StreamDefinition stream) {
        return change.apply(TableDdl.createTable(database, stream));
    }
}
