package io.arrowgate.cli.bench;

import io.arrowgate.clickhouse.ClickHouseQueries;
import io.arrowgate.config.JobSettings;
import io.arrowgate.local.FlinkRest;
import io.arrowgate.local.LocalJob;
import io.arrowgate.stream.StreamDefinition;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** Run (b): the whole job, exactly once, to the last row in ClickHouse. */
final class JobRun {
    private static final long POLL_MILLIS = 50;

    private JobRun() {}

    static JobMeasurement run(JobSettings settings, StreamDefinition stream, long events, int port) throws Exception {
        try (LocalJob job = LocalJob.start(settings, port);
                ClickHouseQueries clickHouse = new ClickHouseQueries(settings.clickHouse())) {
            FlinkRest flink = new FlinkRest(URI.create(job.uiUrl()));
            String jobId = job.client().getJobID().toString();
            RunningTasks.await(flink, jobId);
            ProcessMeter meter = new ProcessMeter();
            awaitRows(job, clickHouse, settings, stream, events);
            meter.stop();
            return new JobMeasurement(
                    meter.measurement(events),
                    ArrowTopicSize.bytesPerRow(settings.kafka(), stream.arrow().topic()),
                    CheckpointStats.of(flink, jobId));
        }
    }

    /** ClickHouse does not tell when a row is there, so it is asked. */
    private static void awaitRows(
            LocalJob job, ClickHouseQueries clickHouse, JobSettings settings, StreamDefinition stream, long events)
            throws Exception {
        String count = "SELECT count() FROM `%s`.`%s`"
                .formatted(settings.clickHouse().database(), stream.clickhouse().table());
        long rows = clickHouse.number(count);
        while (rows < events) {
            if (job.hasEnded()) {
                throw new IllegalStateException("the job failed", job.failure());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            rows = clickHouse.number(count);
        }
        if (rows > events) {
            throw new IllegalStateException("%d rows of %d events".formatted(rows, events));
        }
    }
}
