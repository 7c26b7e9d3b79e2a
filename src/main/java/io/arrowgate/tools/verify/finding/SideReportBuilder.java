package io.arrowgate.tools.verify.finding;

import io.arrowgate.batch.arrow.OffsetRange;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects what is found on one side, for its report. */
public final class SideReportBuilder {
    /** Bounds the memory of a report on a table that is wrong throughout. */
    static final int MAX_ALTERED = 100_000;

    private final Map<Finding, OffsetRangeCollector> findings = new EnumMap<>(Finding.class);
    private final List<AlteredCell> altered = new ArrayList<>();
    private long alteredRows;
    private long rows;
    private long distinctRows;

    /** Counts rows, and how many of them are the first of their offset. */
    public void rows(long count, long distinct) {
        rows += count;
        distinctRows += distinct;
    }

    public void add(Finding finding, int partition, long offset) {
        log(finding).add(partition, offset);
    }

    public void add(Finding finding, OffsetRange range) {
        log(finding).add(range);
    }

    /** The wrong cells of one row; none if it is right. */
    public void altered(List<AlteredCell> cells) {
        if (cells.isEmpty()) {
            return;
        }
        alteredRows++;
        if (altered.size() < MAX_ALTERED) {
            altered.addAll(cells);
        }
    }

    public SideReport report() {
        Map<Finding, FindingOffsets> found = new EnumMap<>(Finding.class);
        findings.forEach((finding, offsets) -> found.put(finding, offsets.found()));
        return new SideReport(rows, distinctRows, found, alteredRows, altered);
    }

    private OffsetRangeCollector log(Finding finding) {
        return findings.computeIfAbsent(finding, kind -> new OffsetRangeCollector());
    }
}
