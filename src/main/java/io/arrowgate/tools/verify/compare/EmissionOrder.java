package io.arrowgate.tools.verify.compare;

import io.arrowgate.batch.arrow.OffsetRange;
import io.arrowgate.batch.arrow.RowPosition;
import io.arrowgate.batch.arrow.RowRange;
import io.arrowgate.tools.verify.finding.Finding;
import io.arrowgate.tools.verify.finding.SideReportBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Distinguishes, for one raw partition, offsets that the Arrow topic repeats after the restore of an older savepoint from
 * duplicated offsets.
 *
 * <p>A job that resumes from an older savepoint emits all later rows again, in order and without a gap, until it is beyond the
 * previous end, and its batches end at other barriers. So a step back is a rewind if the following offsets continue without a
 * gap to the highest offset reached before, and if at least one of their batches has other boundaries than the earlier ones.
 * Batches that all repeat with the same boundaries are duplicates.
 */
final class EmissionOrder {
    /** Returns whether the Arrow topic has a row between two others, both exclusive; {@code after} is null for the first row. */
    @FunctionalInterface
    interface Rows {
        boolean containsBetween(RowPosition after, RowPosition before);
    }

    private static final Comparator<Emission> AS_EMITTED = Comparator.comparingLong(Emission::timestampMillis)
            .thenComparingInt(Emission::arrowPartition)
            .thenComparingLong(Emission::arrowOffset);

    /**
     * Describes the rows of one raw partition in one message.
     *
     * @param timestampMillis timestamp of the message
     * @param range of the raw partition
     */
    record Emission(long timestampMillis, int arrowPartition, long arrowOffset, RowRange range) {}

    private final Rows rows;
    private final Set<RowRange> known = new HashSet<>();
    private final List<OffsetRange> again = new ArrayList<>();
    /** Null before the first range. */
    private RowPosition highest;

    private RowPosition last;
    private boolean otherBoundaries;

    private EmissionOrder(Rows rows) {
        this.rows = rows;
    }

    /** Reports every repeated range as rewound or duplicated. */
    static void classify(List<Emission> emissions, Rows rows, SideReportBuilder log) {
        EmissionOrder order = new EmissionOrder(rows);
        emissions.stream().sorted(AS_EMITTED).forEach(emission -> order.take(emission.range(), log));
        order.endRun(log);
    }

    private void take(RowRange range, SideReportBuilder log) {
        boolean jumpsAhead =
                (last == null || range.first().compareTo(last) > 0) && rows.containsBetween(last, range.first());
        // A step back within a step back (a second restore before the job had caught up) is decided together with it.
        if (jumpsAhead || isCaughtUp()) {
            endRun(log);
        }
        if (highest != null && range.first().compareTo(highest) <= 0) {
            long repeatedUpTo = Math.min(range.last().offset(), highest.offset());
            again.add(new OffsetRange(range.partition(), range.first().offset(), repeatedUpTo));
            otherBoundaries |= !known.contains(range);
        }
        known.add(range);
        last = range.last();
        highest = highest == null || last.compareTo(highest) > 0 ? last : highest;
    }

    private boolean isCaughtUp() {
        return highest == null || last.compareTo(highest) >= 0;
    }

    /** Classifies the pending repeated range, if any. */
    private void endRun(SideReportBuilder log) {
        boolean caughtUp = isCaughtUp();
        again.forEach(range -> log.add(caughtUp && otherBoundaries ? Finding.REWOUND : Finding.DUPLICATED, range));
        again.clear();
        otherBoundaries = false;
    }
}
