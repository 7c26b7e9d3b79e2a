package io.arrowgate.tools.live.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamMeterTest {
    private static final long HOUR = 3_600_000;

    private final StreamMeter streamMeter = new StreamMeter("sensors");
    private long now = 10 * HOUR;
    private long newest = now;

    @Test
    void rowsAreFreshWhileRecordsArrive() {
        poll(0);
        fresh();
        now += 1_000;
        poll(100);
        newest = now - 700;
        assertThat(fresh()).isEqualTo(700);
    }

    @Test
    void idleStreamIsNotLate() {
        poll(100);
        fresh();
        now += 1_000;
        poll(200);
        newest = now - 700;
        for (int second = 0; second < 5; second++) {
            now += 1_000;
            poll(200);
            assertThat(fresh()).as("after %d s", second + 1).isEqualTo(700);
        }
        now += 1_000;
        poll(200);
        assertThat(fresh()).isNull();
        assertThat(stats().newestMillis()).isEqualTo(newest);
    }

    @Test
    void pendingBatchesAndLagKeepAStreamFromBeingIdle() {
        for (String metric : new String[] {JobCounters.PENDING, JobCounters.IN_FLIGHT, JobCounters.LAG}) {
            now += HOUR;
            poll(200, Map.of(metric, 1.0));
            now += 60_000;
            poll(200, Map.of(metric, 1.0));
            assertThat(fresh()).as(metric).isEqualTo(60_000);
            poll(200);
            now += 6_000;
            poll(200);
            assertThat(fresh()).as(metric).isNull();
        }
    }

    @Test
    void pauseDoesNotCountWhenTheStreamResumes() {
        poll(100);
        fresh();
        now += HOUR;
        poll(100);
        assertThat(fresh()).isNull();
        now += 1_000;
        poll(150);
        assertThat(fresh()).isZero();
        now += 1_500;
        assertThat(fresh()).isEqualTo(1_500);
        newest = now - 400;
        assertThat(fresh()).isEqualTo(400);
    }

    @Test
    void restartOfTheJobIsNoPause() {
        poll(100);
        fresh();
        now += 1_000;
        poll(200);
        newest = now - 500;
        assertThat(fresh()).isEqualTo(500);
        now += 60_000;
        streamMeter.record(now, new JobCounters("RESTARTING", "", "", Map.of()));
        assertThat(fresh()).isEqualTo(60_500);
    }

    @Test
    void sizesCoverTheNewestBatches() {
        poll(1_000, Map.of(JobCounters.BATCHES, 1.0, JobCounters.BYTES, 18_000.0));
        now += 1_000;
        poll(1_100, Map.of(JobCounters.BATCHES, 6.0, JobCounters.BYTES, 26_000.0));
        assertThat(stats().rowsPerBatch()).isEqualTo(20);
        assertThat(stats().bytesPerRow()).isEqualTo(80);
    }

    private void poll(double rows) {
        poll(rows, Map.of());
    }

    private void poll(double rows, Map<String, Double> more) {
        Map<String, Double> counters = new HashMap<>(more);
        counters.put(JobCounters.ROWS, rows);
        streamMeter.record(now, new JobCounters("RUNNING", "", "", Map.of("sensors", counters)));
    }

    private Long fresh() {
        return stats().freshMillis();
    }

    private StreamStats stats() {
        return streamMeter.stats(
                now, new JobCounters("RUNNING", "", "", Map.of("sensors", Map.of())), new TableStats(5, newest));
    }
}
