package io.arrowgate.tools.live;

import io.arrowgate.tools.live.sample.JobCounters;
import io.arrowgate.tools.live.sample.JobMetricsReader;
import io.arrowgate.tools.live.sample.LatestResponse;
import java.io.IOException;

/** Polls the job's metrics. Not thread-safe. */
final class JobPoller {
    private final JobMetricsReader reader;
    private final LatestResponse<JobCounters> job;

    JobPoller(JobMetricsReader reader, LatestResponse<JobCounters> job) {
        this.reader = reader;
        this.job = job;
    }

    /** Polls once. A failure is recorded as the server's status, which the page shows. */
    void poll() {
        try {
            job.update(reader.read());
        } catch (IOException | RuntimeException e) {
            job.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
