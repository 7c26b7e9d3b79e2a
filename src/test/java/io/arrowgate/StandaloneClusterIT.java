package io.arrowgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.local.ClusterJobs;
import io.arrowgate.local.SharedStack;
import io.arrowgate.local.StandaloneCluster;
import java.util.List;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.Test;

/** The job jar on a real cluster: a JobManager's process and a TaskManager's, with what a Flink distribution has. */
class StandaloneClusterIT {
    private static final int ROWS = 10_000;
    private static final int MORE_ROWS = 100;

    /** One test for all of it, as most of its time goes into starting the cluster and the jobs. */
    @Test
    void theSameJarRunsTwiceSurvivesTheDeathOfItsTaskManagerAndGoesOnFromASavepoint() throws Exception {
        try (JobTestBed one = new JobTestBed("sensors");
                JobTestBed two = new JobTestBed(one, "sensors");
                StandaloneCluster cluster = StandaloneCluster.start(SharedStack.freshDir("cluster"), 1, 4, 0)) {
            ClusterJobs jobs = cluster.jobs();
            String first = jobs.submit(JobJar.path(), one.arguments(), null);
            String second = jobs.submit(JobJar.path(), two.arguments(), null);
            jobs.awaitRunning(first);
            jobs.awaitRunning(second);

            // Events flow before the TaskManager dies, while there is none, and after another has come.
            try (SteadyReadings readings = new SteadyReadings(one, one.topic("sensors"), ROWS)) {
                one.awaitRows("sensors", 1);
                two.awaitRows("sensors", 1);
                cluster.killTaskManager(0);
                cluster.startTaskManager();
                readings.awaitSent();
            }
            awaitRows(one, ROWS);
            awaitRows(two, ROWS);
            assertThat(jobs.restores(first)).isPositive();
            assertThat(jobs.restores(second)).isPositive();

            jobs.cancel(second);
            assertThat(jobs.status(second)).isEqualTo(JobStatus.CANCELED);
            String savepoint = jobs.stopWithSavepoint(first);
            assertThat(jobs.status(first)).isEqualTo(JobStatus.FINISHED);

            String next = jobs.submit(JobJar.path(), one.arguments(), savepoint);
            one.send(one.topic("sensors"), SteadyReadings.readings(ROWS, ROWS + MORE_ROWS));
            awaitRows(one, ROWS + MORE_ROWS);
            jobs.stopWithSavepoint(next);

            assertExactlyOnce(one, ROWS + MORE_ROWS);
            assertExactlyOnce(two, ROWS);
        }
    }

    /** In the table and in the Arrow topic, which are committed independently of one another. */
    private static void awaitRows(JobTestBed bed, int rows) throws Exception {
        bed.awaitRows("sensors", rows);
        JobTestBed.await(rows + " rows in the Arrow topic", () -> arrowRows(bed).size() >= rows);
    }

    /** Counts without FINAL: no engine collapses a repeat here. */
    private static void assertExactlyOnce(JobTestBed bed, int rows) {
        assertThat(bed.query("SELECT count(), uniqExact(_topic_id, _partition, _offset) FROM {db}.sensors"))
                .isEqualTo(rows + "\t" + rows);
        assertThat(arrowRows(bed)).hasSize(rows).doesNotHaveDuplicates();
        assertThat(bed.read(bed.deadLetters)).isEmpty();
    }

    private static List<String> arrowRows(JobTestBed bed) {
        return ArrowMessages.rowIdentities(bed.read(bed.arrowTopic("sensors")));
    }
}
