package io.arrowgate.tools.live;

import io.arrowgate.tools.live.sample.JobCounters;
import io.arrowgate.tools.live.sample.JobMetricsReader;
import io.arrowgate.tools.live.sample.LatestResponse;
import java.io.IOException;

/** Looks at the job now and then, for one thread. */
final class JobPoller {
    private final JobMetricsReader reader;
    private final LatestResponse<JobCounters> job;

    JobPoller(JobMetricsReader reader, LatestResponse<JobCounters> job) {
        this.reader = reader;
        this.job = job;
    }

    /** Whatever goes wrong is a state of the server that the page tells of. */
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
