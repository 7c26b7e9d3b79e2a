package io.arrowgate.tools.run;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Prints the current rates and counts of the running demo as one line. */
final class DemoStatusLine {
    private final PrintWriter out;
    private final List<StreamReconciliation> watches;
    private final ClickHouseJdbcSession clickHouse;
    private final TopicEndOffsets offsets;
    private final CommittedRowCounter tally;
    private final long startNanos = System.nanoTime();
    private long lastNanos = startNanos;
    private long lastProduced;

    DemoStatusLine(
            PrintWriter out,
            List<StreamReconciliation> watches,
            ClickHouseJdbcSession clickHouse,
            TopicEndOffsets offsets,
            CommittedRowCounter tally) {
        this.out = out;
        this.watches = watches;
        this.clickHouse = clickHouse;
        this.offsets = offsets;
        this.tally = tally;
    }

    void print(long produced) throws SQLException, ExecutionException, InterruptedException {
        tally.poll();
        long now = System.nanoTime();
        double perSecond = (produced - lastProduced) * 1e9 / (now - lastNanos);
        lastNanos = now;
        lastProduced = produced;
        long rows = 0;
        long batches = 0;
        long batchRows = 0;
        long bytes = 0;
        long deadLetters = 0;
        long behind = -1;
        for (StreamReconciliation watch : watches) {
            CommittedRowCounter.Counts counts = tally.of(watch.name());
            rows += watch.rows(clickHouse, offsets);
            batches += counts.batches;
            batchRows += counts.rows;
            bytes += counts.bytes;
            deadLetters += counts.deadLetters;
            behind = Math.max(behind, watch.sampleFreshness(clickHouse));
        }
        out.printf(
                "%3d s | %,7.0f events/s | %,10d rows in ClickHouse | %,5d batches | %5.1f B/row | %3d dead letters | fresh to %s%n",
                TimeUnit.NANOSECONDS.toSeconds(now - startNanos),
                perSecond,
                rows,
                batches,
                batchRows == 0 ? 0 : (double) bytes / batchRows,
                deadLetters,
                behind < 0 ? "-" : "%.1f s".formatted(behind / 1e3));
    }
}
