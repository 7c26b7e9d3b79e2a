package io.arrowgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.local.SharedStack;
import io.arrowgate.local.StandaloneCluster;
import java.util.List;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.Test;

/** The job jar on a real cluster: a JobManager's process and a TaskManager's, with what a Flink distribution has. */
class StandaloneClusterIT {
    private static final int ROWS = 12_000;

    @Test
    void theSameJarRunsTwiceAndSurvivesTheDeathOfItsTaskManager() throws Exception {
        try (JobTestBed one = new JobTestBed("sensors");
                JobTestBed two = new JobTestBed(one, "sensors");
                StandaloneCluster cluster = StandaloneCluster.start(SharedStack.freshDir("cluster"), 1, 4, 0)) {
            String first = cluster.jobs().submit(JobJar.path(), one.arguments(), null);
            String second = cluster.jobs().submit(JobJar.path(), two.arguments(), null);
            cluster.jobs().awaitRunning(first);
            cluster.jobs().awaitRunning(second);

            // Events flow before the TaskManager dies, while there is none, and after another has come.
            try (SteadyReadings readings = new SteadyReadings(one, one.topic("sensors"), ROWS)) {
                one.awaitRows("sensors", 1);
                two.awaitRows("sensors", 1);
                cluster.killTaskManager(0);
                cluster.startTaskManager();
                readings.awaitSent();
            }
            one.awaitRows("sensors", ROWS);
            two.awaitRows("sensors", ROWS);

            for (String job : List.of(first, second)) {
                assertThat(cluster.jobs().restores(job)).isPositive();
                cluster.jobs().stopWithSavepoint(job);
                assertThat(cluster.jobs().status(job)).isEqualTo(JobStatus.FINISHED);
            }
            assertExactlyOnce(one);
            assertExactlyOnce(two);
        }
    }

    /** Counts without FINAL: no engine collapses a repeat here. */
    private static void assertExactlyOnce(JobTestBed bed) {
        assertThat(bed.query("SELECT count(), uniqExact(_topic_id, _partition, _offset) FROM {db}.sensors"))
                .isEqualTo(ROWS + "\t" + ROWS);
        assertThat(ArrowMessages.rowIdentities(bed.read(bed.arrowTopic("sensors"))))
                .hasSize(ROWS)
                .doesNotHaveDuplicates();
        assertThat(bed.read(bed.deadLetters)).isEmpty();
    }
}
