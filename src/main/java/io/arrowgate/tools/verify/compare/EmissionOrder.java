package io.arrowgate.tools.verify.compare;

import io.arrowgate.batch.arrow.OffsetRange;
import io.arrowgate.tools.verify.finding.Finding;
import io.arrowgate.tools.verify.finding.SideReportBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells, for one raw partition, offsets that the Arrow topic has again because an older savepoint was restored from offsets that
 * it has again for no reason.
 *
 * <p>A job that goes on from an older savepoint emits everything from there on once more, in order and without a gap, until it is
 * beyond what was there; and its batches end at other barriers. So a step back is a rewind if what follows it runs on without a
 * gap to the highest offset that was reached before, and if one batch of it at least has other boundaries than those before.
 * Batches that all come again just as they were are repeats.
 */
final class EmissionOrder {
    /** Whether there is a row of the Arrow topic in {@code [begin, end)}. */
    @FunctionalInterface
    interface Rows {
        boolean containsAny(long begin, long end);
    }

    private static final Comparator<Emission> AS_EMITTED = Comparator.comparingLong(Emission::timestampMillis)
            .thenComparingInt(Emission::arrowPartition)
            .thenComparingLong(Emission::arrowOffset);

    /**
     * The rows of one raw partition in one message.
     *
     * @param timestampMillis when the message was sent
     * @param range of the raw partition
     */
    record Emission(long timestampMillis, int arrowPartition, long arrowOffset, OffsetRange range) {}

    private final Rows rows;
    private final Set<OffsetRange> known = new HashSet<>();
    private final List<OffsetRange> again = new ArrayList<>();
    private long highest = -1;
    private long last = -1;
    private boolean otherBoundaries;

    private EmissionOrder(Rows rows) {
        this.rows = rows;
    }

    /** Logs every range that comes again as rewound or repeated. */
    static void classify(List<Emission> emissions, Rows rows, SideReportBuilder log) {
        EmissionOrder order = new EmissionOrder(rows);
        emissions.stream().sorted(AS_EMITTED).forEach(emission -> order.take(emission.range(), log));
        order.endRun(log);
    }

    private void take(OffsetRange range, SideReportBuilder log) {
        boolean jumpsAhead = range.first() > last && rows.containsAny(last + 1, range.first());
        // A step back within a step back (the job went back once more, before it had caught up) is decided with it.
        boolean caughtUp = last >= highest;
        if (jumpsAhead || caughtUp) {
            endRun(log);
        }
        if (range.first() <= highest) {
            again.add(new OffsetRange(range.partition(), range.first(), Math.min(range.last(), highest)));
            otherBoundaries |= !known.contains(range);
        }
        known.add(range);
        last = range.last();
        highest = Math.max(highest, last);
    }

    /** Decides about the stretch that came again, if there is one. */
    private void endRun(SideReportBuilder log) {
        boolean caughtUp = last >= highest;
        again.forEach(range -> log.add(caughtUp && otherBoundaries ? Finding.REWOUND : Finding.DUPLICATED, range));
        again.clear();
        otherBoundaries = false;
    }
}
