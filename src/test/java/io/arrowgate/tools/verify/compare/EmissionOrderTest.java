package io.arrowgate.tools.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.batch.arrow.OffsetRange;
import io.arrowgate.batch.arrow.RowPosition;
import io.arrowgate.batch.arrow.RowRange;
import io.arrowgate.tools.verify.finding.Finding;
import io.arrowgate.tools.verify.finding.SideReport;
import io.arrowgate.tools.verify.finding.SideReportBuilder;
import io.arrowgate.tools.verify.topic.RowBitmap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmissionOrderTest {
    /** Offset of the only record that has several rows. */
    private static final long SEVERAL = 4;

    @Test
    void batchesInOrderHaveNoFindings() {
        assertThat(classify("0:0-9", "0:10-19", "0:25-30").findings()).isEmpty();
    }

    @Test
    void stepBackWithOtherBoundariesIsRewound() {
        SideReport report = classify("0:0-9", "0:10-19", "0:20-29", "0:10-24", "0:25-34", "0:35-40");
        assertThat(report.found(Finding.REWOUND).ranges()).containsExactly(new OffsetRange(0, 10, 29));
        assertThat(report.isConsistent()).isTrue();
    }

    @Test
    void repeatedBatchIsDuplicated() {
        SideReport report = classify("0:0-9", "0:10-19", "0:10-19", "0:20-29");
        assertThat(report.found(Finding.DUPLICATED).ranges()).containsExactly(new OffsetRange(0, 10, 19));
        assertThat(report.isConsistent()).isFalse();
    }

    @Test
    void oldBatchRepeatedBetweenOthersIsDuplicated() {
        SideReport report = classify("0:0-9", "0:10-19", "0:20-29", "0:0-9", "0:30-39");
        assertThat(report.found(Finding.DUPLICATED).ranges()).containsExactly(new OffsetRange(0, 0, 9));
    }

    @Test
    void stepBackWithAGapIsDuplicated() {
        SideReport report = classify("0:0-9", "0:10-19", "0:20-29", "0:5-14", "0:30-39");
        assertThat(report.found(Finding.DUPLICATED).ranges()).containsExactly(new OffsetRange(0, 5, 14));
    }

    @Test
    void secondStepBackBeforeCatchingUpIsRewound() {
        SideReport report = classify("0:0-9", "0:10-19", "0:20-29", "0:10-14", "0:10-17", "0:18-35");
        assertThat(report.found(Finding.DUPLICATED).offsets()).isZero();
        assertThat(report.found(Finding.REWOUND).ranges()).containsExactly(new OffsetRange(0, 10, 29));
    }

    @Test
    void deadLettersBetweenBatchesDoNotInterruptARewind() {
        SideReport report = classify("0:0-9", "0:12-19", "0:0-5", "0:6-9", "0:12-22");
        assertThat(report.found(Finding.REWOUND).ranges())
                .containsExactly(new OffsetRange(0, 0, 9), new OffsetRange(0, 12, 19));
    }

    @Test
    void recordThatContinuesInTheNextBatchIsNotRepeated() {
        assertThat(classify("0:0-4.1", "0:4.2-4.2", "0:4.3-9").findings()).isEmpty();
    }

    @Test
    void rewindIntoTheMiddleOfARecordIsRecognized() {
        SideReport report = classify("0:0-4.1", "0:4.2-9", "0:4-4.3", "0:4.4-9");
        assertThat(report.found(Finding.REWOUND).ranges()).containsExactly(new OffsetRange(0, 4, 9));
    }

    @Test
    void batchOfARecordsRowsIsDuplicated() {
        SideReport report = classify("0:0-4.1", "0:4.2-4.4", "0:4.2-4.4");
        assertThat(report.found(Finding.DUPLICATED).ranges()).containsExactly(new OffsetRange(0, 4, 4));
    }

    private static SideReport classify(String... ranges) {
        RowBitmap rows = new RowBitmap();
        List<EmissionOrder.Emission> emissions = new ArrayList<>();
        for (String text : ranges) {
            RowRange range = RowRange.of(text);
            emissions.add(new EmissionOrder.Emission(emissions.size(), 0, emissions.size(), range));
            for (long offset = range.first().offset(); offset <= range.last().offset(); offset++) {
                for (int row = 0; row < (offset == SEVERAL ? 5 : 1); row++) {
                    if (range.contains(new RowPosition(offset, row))) {
                        rows.add(offset, row);
                    }
                }
            }
        }
        SideReportBuilder log = new SideReportBuilder();
        EmissionOrder.classify(emissions, rows::containsBetween, log);
        return log.report();
    }
}
