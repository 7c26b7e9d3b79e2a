package io.arrowgate.tools.verify.finding;

import io.arrowgate.batch.arrow.OffsetRange;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Builds the report of one side from its findings. */
public final class SideReportBuilder {
    /** Limits the memory of a report on a completely different table. */
    static final int MAX_ALTERED = 100_000;

    private final Map<Finding, OffsetRangeCollector> findings = new EnumMap<>(Finding.class);
    private final List<AlteredCell> altered = new ArrayList<>();
    private long alteredRows;
    private long rows;
    private long distinctRows;

    /** Adds to the counts of all rows and of rows with distinct offsets. */
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

    /** Adds the altered cells of one row; an empty list means that the row is right. */
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
