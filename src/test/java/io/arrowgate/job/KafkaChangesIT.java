package io.arrowgate.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.testing.JobFailures;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.testing.SteadyReadings;
import io.arrowgate.tools.local.cluster.LocalJob;
import io.arrowgate.tools.local.process.LocalStackException;
import io.arrowgate.tools.local.process.ScaledTimeout;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests changes of the raw topic while the job runs or is stopped: new partitions are read, other changes end the job. */
@ScaledTimeout(seconds = 90)
class KafkaChangesIT {
    private static final int ROWS = 100;
    private static final String REMEDY = "Start the job without its old state";

    @Test
    void partitionAddedToARunningJobIsRead() throws Exception {
        try (JobTestBed bed = withTopic(1)) {
            try (LocalJob job = bed.start()) {
                bed.topics.send(bed.topic("sensors"), 0, SteadyReadings.readings(0, ROWS));
                bed.awaitRows("sensors", ROWS);
                bed.topics.grow(bed.topic("sensors"), 2);
                bed.topics.send(bed.topic("sensors"), 1, SteadyReadings.readings(ROWS, 2 * ROWS));
                ExactlyOnceAssertions.awaitRows(bed, 2 * ROWS);
                assertThat(JobFailures.of(job)).isEmpty();
            }
            ExactlyOnceAssertions.assertRows(bed, 2 * ROWS);
        }
    }

    @Test
    void topicRecreatedDuringTheJobEndsIt() throws Exception {
        try (JobTestBed bed = withTopic(2);
                LocalJob job = bed.start()) {
            bed.send(bed.topic("sensors"), SteadyReadings.readings(0, ROWS));
            bed.awaitRows("sensors", ROWS);
            bed.topics.remake(bed.topic("sensors"), 2);
            assertThat(job.failure())
                    .hasStackTraceContaining(bed.topic("sensors"))
                    .hasStackTraceContaining(REMEDY);
        }
    }

    @Test
    void topicRecreatedWhileTheJobIsStoppedIsDetected() throws Exception {
        try (JobTestBed bed = withTopic(2)) {
            readAndStop(bed);
            bed.topics.remake(bed.topic("sensors"), 2);
            // As many records as before, so that no offset tells the difference.
            sendToBoth(bed);
            assertThat(failureOf(bed))
                    .hasStackTraceContaining(
                            "topic '%s' is not the topic that this job was reading".formatted(bed.topic("sensors")))
                    .hasStackTraceContaining(REMEDY);
            assertThat(bed.count("sensors")).isEqualTo(2 * ROWS);
        }
    }

    @Test
    void deletedUnreadRecordsEndTheJobAndANewJobAddsNoDuplicates() throws Exception {
        try (JobTestBed bed = withTopic(2)) {
            readAndStop(bed);
            bed.topics.send(bed.topic("sensors"), 0, SteadyReadings.readings(0, ROWS));
            bed.topics.deleteRecordsBefore(bed.topic("sensors"), 0, ROWS + 20);
            assertThat(failureOf(bed))
                    .hasStackTraceContaining(
                            "%s-0: the job's state resumes at offset %d, but Kafka has offsets %d to %d"
                                    .formatted(bed.topic("sensors"), ROWS, ROWS + 20, 2 * ROWS))
                    .hasStackTraceContaining(REMEDY);

            bed.forgetState();
            try (LocalJob job = bed.start()) {
                bed.topics.send(bed.topic("sensors"), 1, SteadyReadings.readings(0, 1));
                // Partition 1 is read again from its start, behind it comes one new row.
                bed.awaitRows("sensors", 3 * ROWS - 20 + 1);
                assertThat(JobFailures.of(job)).isEmpty();
            }
            assertThat(bed.query("SELECT _partition, count(), uniqExact(_offset) FROM {db}.sensors"
                            + " GROUP BY _partition ORDER BY _partition"))
                    .isEqualTo("0\t%1$d\t%1$d\n1\t%2$d\t%2$d".formatted(2 * ROWS - 20, ROWS + 1));
        }
    }

    private static JobTestBed withTopic(int partitions) throws Exception {
        JobTestBed bed = new JobTestBed("sensors");
        bed.topics.create(bed.topic("sensors"), partitions, Map.of());
        return bed;
    }

    private static void readAndStop(JobTestBed bed) throws Exception {
        try (LocalJob job = bed.start()) {
            sendToBoth(bed);
            bed.awaitRows("sensors", 2 * ROWS);
            assertThat(job.hasEnded()).isFalse();
        }
    }

    /** As many to partition 0 as to partition 1. */
    private static void sendToBoth(JobTestBed bed) throws Exception {
        bed.topics.send(bed.topic("sensors"), 0, SteadyReadings.readings(0, ROWS));
        bed.topics.send(bed.topic("sensors"), 1, SteadyReadings.readings(0, ROWS));
    }

    /** Starts the job and waits until it ends by itself, before or after all subtasks run. */
    private static Throwable failureOf(JobTestBed bed) throws Exception {
        try (LocalJob job = bed.start()) {
            return job.failure();
        } catch (LocalStackException e) {
            return e;
        }
    }
}
