package io.arrowgate.stream;

import static io.arrowgate.stream.Checks.check;
import static io.arrowgate.stream.Checks.orElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.List;

/**
 * The columns that count, and how.
 *
 * @param kind what their numbers mean
 * @param columns integer columns of the stream
 */
public record CounterColumns(Counters kind, List<String> columns) implements Serializable {
    public CounterColumns(@JsonProperty("kind") Counters kind, @JsonProperty("columns") List<String> columns) {
        check(kind != null, "counters.kind", kind, "is missing: cumulative or increment");
        this.kind = kind;
        this.columns = List.copyOf(orElse(columns, List.of()));
        check(!this.columns.isEmpty(), "counters.columns", columns, "names no column");
    }
}
