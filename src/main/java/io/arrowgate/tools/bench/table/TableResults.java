package io.arrowgate.tools.bench.table;

import java.util.List;

/**
 * Holds the results of all layouts and of a restart.
 *
 * @param layouts empty if only the restart was measured
 * @param restartRows rows of the table before the restart; 0 if the restart was not measured
 * @param restartSeconds from the start of a committer until 50 restored batches are inserted and confirmed
 */
public record TableResults(List<TableMeasurement> layouts, long restartRows, double restartSeconds) {
    public TableResults {
        layouts = List.copyOf(layouts);
    }
}
