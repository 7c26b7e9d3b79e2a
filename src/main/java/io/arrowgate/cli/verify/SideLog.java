package io.arrowgate.cli.verify;

import io.arrowgate.batch.OffsetRange;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects what is found on one side, for its report. */
final class SideLog {
    /** Bounds the memory of a report on a table that is wrong throughout. */
    static final int MAX_ALTERED = 100_000;

    private final Map<Finding, OffsetLog> findings = new EnumMap<>(Finding.class);
    private final List<AlteredRow> altered = new ArrayList<>();
    private long alteredRows;
    private long rows;
    private long distinctRows;

    /** Counts rows, and how many of them are the first of their offset. */
    void rows(long count, long distinct) {
        rows += count;
        distinctRows += distinct;
    }

    void add(Finding finding, int partition, long offset) {
        log(finding).add(partition, offset);
    }

    void add(Finding finding, OffsetRange range) {
        log(finding).add(range);
    }

    /** The wrong cells of one row; none if it is right. */
    void altered(List<AlteredRow> cells) {
        if (cells.isEmpty()) {
            return;
        }
        alteredRows++;
        if (altered.size() < MAX_ALTERED) {
            altered.addAll(cells);
        }
    }

    SideReport report() {
        Map<Finding, FoundOffsets> found = new EnumMap<>(Finding.class);
        findings.forEach((finding, offsets) -> found.put(finding, offsets.found()));
        return new SideReport(rows, distinctRows, found, alteredRows, altered);
    }

    private OffsetLog log(Finding finding) {
        return findings.computeIfAbsent(finding, kind -> new OffsetLog());
    }
}
