package io.arrowgate.stream;

import static io.arrowgate.stream.column.DefinitionChecks.check;
import static io.arrowgate.stream.column.DefinitionChecks.orElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.arrowgate.stream.column.DefinitionChecks;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * Describes a rollup: a derived table of fixed windows of event time, for each series or finer groups.
 *
 * @param table its name
 * @param width of a window, in whole seconds; windows begin at multiples of it since 1970-01-01 UTC
 * @param by grouping columns, which must include the series key; the series key by default
 * @param ttl how long after its event time a window is kept; null for no limit
 */
public record RollupDefinition(String table, Duration width, List<String> by, Duration ttl) implements Serializable {
    private static final Duration MAX_WIDTH = Duration.ofDays(1);

    public RollupDefinition(
            @JsonProperty("table") String table,
            @JsonProperty("width") Duration width,
            @JsonProperty("by") List<String> by,
            @JsonProperty("ttl") Duration ttl) {
        this.table = DefinitionChecks.columnName("roll-ups.table", table);
        check(width != null, "roll-ups.width", width, "is missing");
        check(
                width.toSeconds() > 0 && width.toNanosPart() == 0 && width.compareTo(MAX_WIDTH) <= 0,
                "roll-ups.width",
                width,
                "is not a whole number of seconds up to a day");
        this.width = width;
        this.by = List.copyOf(orElse(by, List.of()));
        check(ttl == null || ttl.toSeconds() > 0, "roll-ups.ttl", ttl, "is less than a second");
        this.ttl = ttl;
    }

    RollupDefinition withDefaults(List<String> seriesKey) {
        List<String> columns = by.isEmpty() ? seriesKey : by;
        check(
                columns.containsAll(seriesKey),
                "roll-ups.by",
                by,
                "must include all columns of the series key, " + seriesKey);
        return new RollupDefinition(table, width, columns, ttl);
    }
}
