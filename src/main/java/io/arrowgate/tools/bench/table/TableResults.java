package io.arrowgate.tools.bench.table;

import java.util.List;

/**
 * Holds the results of all layouts and of a restart.
 *
 * @param layouts empty if only the restart was measured
 * @param restartRows rows of the table before the restart; 0 if the restart was not measured
 * @param restart null if the restart was not measured
 */
public record TableResults(List<TableMeasurement> layouts, long restartRows, RestartTime restart) {
    public TableResults {
        layouts = List.copyOf(layouts);
    }
}
