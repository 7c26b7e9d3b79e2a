package io.arrowgate.tools.bench.table;

import picocli.CommandLine.Option;

/** Holds the command-line options of the measurement of table layouts. */
public final class TableOptions {
    @Option(
            names = "--table",
            description =
                    "Measure layouts of the table of sensors instead: engine CPU of inserts and merges per row, bytes per row on disk,"
                            + " and queries.")
    private boolean table;

    @Option(
            names = "--restart-rows",
            paramLabel = "N",
            description =
                    "With --table: measure a restart with 50 restored batches instead, on a table of N rows in 1,000 parts.")
    private long restartRows;

    /** Returns whether the table is measured. */
    public boolean table() {
        return table;
    }

    /** Returns the rows of the table before the restart to measure; 0 to measure layouts. */
    public long restartRows() {
        return restartRows;
    }
}
