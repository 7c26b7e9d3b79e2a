package io.arrowgate.report.derived;

import io.arrowgate.stream.RollupDefinition;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.CounterKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Lists the derived tables of a stream. */
public final class DerivedTables {
    public static final List<String> FILES = List.of("dim_station", "dim_booth");

    private DerivedTables() {}

    /** Returns all derived tables of a stream, each after its source. */
    static List<DerivedTable> of(StreamDefinition stream) {
        List<DerivedTable> tables = new ArrayList<>();
        if (stream.counters() != null) {
            boolean registers = stream.counters().kind() == CounterKind.CUMULATIVE;
            tables.add(registers ? new CounterIncrementTable(stream) : new EventCountTable(stream));
        }
        for (RollupDefinition rollupDefinition : stream.rollUps()) {
            tables.add(new RollupTable(stream, rollupDefinition));
        }
        Set<String> sources = tables.stream().map(DerivedTable::name).collect(Collectors.toSet());
        for (String file : FILES) {
            SqlFileTable table = new SqlFileTable(SqlFile.read("derived/" + file));
            if (stream.name().equals(table.file().stream()) && sources.contains(table.source())) {
                tables.add(table);
            }
        }
        return List.copyOf(tables);
    }
}
