package io.arrowgate.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.testing.ArrowMessages;
import io.arrowgate.testing.JobTestBed;
import java.util.List;

/** Asserts that each sensor reading is exactly one row in the table and in the Arrow topic. */
public final class ExactlyOnceAssertions {
    private ExactlyOnceAssertions() {}

    /** Waits for the table and for the Arrow topic, which are committed independently. */
    public static void awaitRows(JobTestBed bed, int rows) throws InterruptedException {
        bed.awaitRows("sensors", rows);
        bed.awaitArrowRows("sensors", rows);
    }

    /** Counts without FINAL, and the test bed disables merges, so that duplicates are not collapsed. */
    public static void assertRows(JobTestBed bed, int rows) {
        assertThat(bed.query("SELECT count(), uniqExact(_topic_id, _partition, _offset) FROM {db}.sensors"))
                .isEqualTo(rows + "\t" + rows);
        assertThat(arrowRows(bed)).hasSize(rows).doesNotHaveDuplicates();
        assertThat(bed.read(bed.deadLetters)).isEmpty();
    }

    private static List<String> arrowRows(JobTestBed bed) {
        return ArrowMessages.rowIdentities(bed.read(bed.arrowTopic("sensors")));
    }
}
