package io.arrowgate.tools.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.option.InvalidSettingException;
import java.io.IOException;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.SerializedThrowable;
import org.junit.jupiter.api.Test;

class FailureSummaryTest {
    /** The failure of a rejected batch in Flink's history. */
    private static final String REJECTED = """
            org.apache.flink.runtime.JobException: Recovery is suppressed by NoRestartBackoffTimeStrategy
            \tat org.apache.flink.runtime.A.b(A.java:1)
            Caused by: org.apache.flink.util.SerializedThrowable: io.arrowgate.clickhouse.BatchRefusedException: ClickHouse rejects\
             batch b (10 rows) for table `db`.`t`: Code: 469. Constraint failed. Compare the batch's values.
            \tat io.arrowgate.clickhouse.B.c(B.java:2)
            \t... 3 more
            Caused by: io.arrowgate.clickhouse.AttemptFailedException: Code: 469. Constraint failed
            \tat io.arrowgate.clickhouse.D.e(D.java:2)
            Caused by: com.clickhouse.client.api.ServerException: Code: 469. Constraint failed
            \tat com.clickhouse.E.f(E.java:2)
            """;

    @Test
    void rejectedBatchIsNamedWithTableAndRemedy() {
        assertThat(FailureSummary.of(REJECTED))
                .isEqualTo("ClickHouse rejects batch b (10 rows) for table `db`.`t`: Code: 469. Constraint failed."
                        + " Compare the batch's values.");
    }

    @Test
    void causeWithMoreDetailIsAppended() {
        assertThat(FailureSummary.of("""
                io.arrowgate.lease.LeaseException: no lease
                \tat a.B.c(B.java:1)
                Caused by: java.net.ConnectException: Connection refused
                """)).isEqualTo("no lease: Connection refused");
    }

    @Test
    void messageOfSeveralLinesIsComplete() {
        Exception setting = new InvalidSettingException("streams", "first line\nsecond line");
        String trace = ExceptionUtils.stringifyException(
                new IOException("Could not execute application.", new SerializedThrowable(setting)));
        assertThat(FailureSummary.of(trace)).isEqualTo("streams: first line\nsecond line");
    }
}
