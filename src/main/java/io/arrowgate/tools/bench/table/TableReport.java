package io.arrowgate.tools.bench.table;

import java.io.PrintWriter;
import java.util.List;

/** Prints the results of all layouts. */
public final class TableReport {
    private TableReport() {}

    /** Prints a table with a line for each layout, or the time of the restart. */
    public static void print(PrintWriter out, TableResults results) {
        out.println();
        if (results.restartRows() > 0) {
            out.printf(
                    "50 restored batches on a table of %,d rows: the first is complete after %.1f s, all after %.1f s%n",
                    results.restartRows(),
                    results.restart().first(),
                    results.restart().all());
            return;
        }
        List<TableMeasurement> measured = results.layouts();
        out.println(
                "Engine CPU of inserts and merges in µs per row, by rows of an insert; bytes per row; engine CPU of queries in ms");
        TableMeasurement first = measured.get(0);
        out.printf("%-26s", "layout");
        first.microsPerRow().keySet().forEach(shape -> out.printf(" %17s", shape));
        out.printf(" %8s", "bytes");
        first.queryMillis().keySet().forEach(query -> out.printf(" %14s", query));
        out.println();
        for (TableMeasurement one : measured) {
            out.printf("%-26s", one.layout());
            one.microsPerRow().values().forEach(micros -> out.printf(" %17.2f", micros));
            out.printf(" %8.1f", one.bytesPerRow());
            one.queryMillis().values().forEach(millis -> out.printf(" %14.1f", millis));
            out.println();
        }
    }
}
