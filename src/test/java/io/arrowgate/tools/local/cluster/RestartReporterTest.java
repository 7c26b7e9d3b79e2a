package io.arrowgate.tools.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests that repeated failures of a job are reported with their reason at a limited rate. */
class RestartReporterTest {
    private static final String STACK = """
            java.lang.Exception: Could not perform checkpoint
            \tat org.apache.flink.A.b(A.java:1)
            Caused by: org.apache.arrow.memory.OutOfMemoryException: Unable to allocate buffer of size 8
            \tat org.apache.arrow.B.c(B.java:2)
            Caused by: java.lang.NullPointerException
            """;

    private final ArrayNode history = new ObjectMapper().createArrayNode();
    private final List<String> lines = new ArrayList<>();
    private long nanos;
    private final RestartReporter watch =
            new RestartReporter(() -> history, "http://flink/failures", lines::add, () -> nanos);

    private void fail(long millis) {
        history.insertObject(0).put("timestamp", millis).put("stacktrace", STACK);
    }

    @Test
    void firstFailureIsReportedImmediatelyWithItsReason() throws Exception {
        watch.poll();
        assertThat(lines).isEmpty();

        fail(1);
        watch.poll();

        assertThat(lines)
                .containsExactly(
                        "The job failed and restarts: Unable to allocate buffer of size 8",
                        "It resumes once the cause is removed. Stack traces: http://flink/failures");
    }

    @Test
    void furtherFailuresAreReportedTogether() throws Exception {
        for (int i = 1; i <= 5; i++) {
            fail(i);
            watch.poll();
            nanos += 1_000_000_000;
        }
        assertThat(lines).hasSize(2);

        nanos += RestartReporter.PAUSE.toNanos();
        watch.poll();
        watch.poll();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(2)).startsWith("The job failed and restarts, for the 5th time: Unable");
    }
}
