package io.arrowgate.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.tools.local.process.LocalStackException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CommandExceptionHandlerTest {
    @Test
    void consoleShowsTheJobsMessageNotOnlyTheRootCause() {
        Exception rejected = new LocalStackException(
                "ClickHouse rejects batch b for table t: no column. Alter the table.", new IOException("no column"));
        Exception failed = new IllegalStateException(
                "the job failed",
                new RuntimeException(
                        "Job execution failed.", new RuntimeException("Recovery is suppressed", rejected)));

        assertThat(CommandExceptionHandler.message(failed))
                .isEqualTo("the job failed: ClickHouse rejects batch b for table t: no column. Alter the table.");
    }

    @Test
    void rootCauseIsAppended() {
        assertThat(CommandExceptionHandler.message(new IOException("cannot connect", new IOException("refused"))))
                .isEqualTo("cannot connect: refused");
        assertThat(CommandExceptionHandler.message(new IOException())).isEqualTo("IOException");
    }
}
