package io.arrowgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.local.LocalStackException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailureReportTest {
    @Test
    void consoleShowsTheWholeMessageOfAFailedJobNotOnlyItsRoot() {
        Exception rejected = new LocalStackException(
                "ClickHouse rejects batch b for table t: no column. Alter the table.", new IOException("no column"));
        Exception failed = new IllegalStateException(
                "the job failed",
                new RuntimeException(
                        "Job execution failed.", new RuntimeException("Recovery is suppressed", rejected)));

        assertThat(FailureReport.message(failed))
                .isEqualTo("the job failed: ClickHouse rejects batch b for table t: no column. Alter the table.");
    }

    @Test
    void rootThatSaysMoreIsAppended() {
        assertThat(FailureReport.message(new IOException("cannot connect", new IOException("refused"))))
                .isEqualTo("cannot connect: refused");
        assertThat(FailureReport.message(new IOException())).isEqualTo("IOException");
    }
}
