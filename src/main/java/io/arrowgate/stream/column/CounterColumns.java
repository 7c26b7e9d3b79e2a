package io.arrowgate.stream.column;

import static io.arrowgate.stream.column.DefinitionChecks.check;
import static io.arrowgate.stream.column.DefinitionChecks.orElse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Describes the counter columns and how they count.
 *
 * @param kind meaning of their numbers
 * @param columns numeric columns of the stream
 * @param prefer column and value of the readings to prefer, if a series has several at the same time; may be empty
 * @param maxPerHour most that a register counts in an hour; a larger step is a jump or a reset
 * @param table of the increments between readings; by default the stream's name and {@code _increments}
 */
public record CounterColumns(
        CounterKind kind, List<String> columns, Map<String, String> prefer, long maxPerHour, String table)
        implements Serializable {
    private static final long DEFAULT_MAX_PER_HOUR = 3_600;

    @JsonCreator
    public CounterColumns(
            @JsonProperty("kind") CounterKind kind,
            @JsonProperty("columns") List<String> columns,
            @JsonProperty("prefer") Map<String, String> prefer,
            @JsonProperty("max-per-hour") Long maxPerHour,
            @JsonProperty("table") String table) {
        this(
                kind,
                List.copyOf(orElse(columns, List.of())),
                Map.copyOf(orElse(prefer, Map.of())),
                orElse(maxPerHour, DEFAULT_MAX_PER_HOUR).longValue(),
                table);
    }

    public CounterColumns {
        check(kind != null, "counters.kind", kind, "is missing: cumulative or increment");
        check(!columns.isEmpty(), "counters.columns", columns, "names no column");
        check(prefer.size() <= 1, "counters.prefer", prefer, "has more than one column");
        if (table != null) {
            DefinitionChecks.tableName("counters.table", table);
        }
        check(maxPerHour > 0, "counters.max-per-hour", maxPerHour, "is not above 0");
    }

    public CounterColumns withDefaults(String stream) {
        return new CounterColumns(kind, columns, prefer, maxPerHour, orElse(table, stream + "_increments"));
    }
}
