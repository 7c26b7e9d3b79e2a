package io.arrowgate.report;

import io.arrowgate.stream.Counters;
import io.arrowgate.stream.RollUp;
import io.arrowgate.stream.StreamDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables that are worked out from a stream's rows. */
final class DerivedTables {
    static final List<String> FILES = List.of("dim_station", "dim_booth");

    private DerivedTables() {}

    /** All of a stream's, each behind the one that it is worked out from. */
    static List<DerivedTable> of(StreamDefinition stream) {
        List<DerivedTable> tables = new ArrayList<>();
        if (stream.counters() != null) {
            boolean registers = stream.counters().kind() == Counters.CUMULATIVE;
            tables.add(registers ? new Increments(stream) : new CountedEvents(stream));
        }
        for (RollUp rollUp : stream.rollUps()) {
            tables.add(new Windows(stream, rollUp));
        }
        Set<String> sources = tables.stream().map(DerivedTable::name).collect(Collectors.toSet());
        for (String file : FILES) {
            SqlTable table = new SqlTable(SqlFile.read("derived/" + file));
            if (stream.name().equals(table.file().stream()) && sources.contains(table.source())) {
                tables.add(table);
            }
        }
        return List.copyOf(tables);
    }
}
