package io.arrowgate.view.live;

import java.io.IOException;

/** Looks at the job now and then, for one thread. */
final class JobWatch {
    private final JobReader reader;
    private final LastAnswer<JobNumbers> job;

    JobWatch(JobReader reader, LastAnswer<JobNumbers> job) {
        this.reader = reader;
        this.job = job;
    }

    /** Whatever goes wrong is a state of the server that the page tells of. */
    void look() {
        try {
            job.is(reader.read());
        } catch (IOException | RuntimeException e) {
            job.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
