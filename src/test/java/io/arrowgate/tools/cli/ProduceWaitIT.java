package io.arrowgate.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.testing.ArrowgateProcess;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.tools.local.cluster.LocalJob;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks that {@code produce --wait} returns when the job has committed the records, and not without a job. */
class ProduceWaitIT {
    @Test
    void returnsWhenEveryRecordIsARowOrADeadLetter() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors")) {
            bed.topics.create(bed.topic("sensors"), 2, Map.of());
            try (LocalJob job = bed.start()) {
                ArrowgateProcess run = produce(bed, "--generate=1000", "--broken=3", "--wait");

                assertThat(run.exitCode()).as(run.toString()).isZero();
                assertThat(run.out()).contains("sent 1,003 records to ", "every record is a row or a dead letter");
                assertThat(bed.query("SELECT count() FROM {db}.sensors")).isEqualTo("1000");
                assertThat(job.hasEnded()).isFalse();
            }

            ArrowgateProcess withoutJob = produce(bed, "--generate=5", "--wait=1s");

            assertThat(withoutJob.exitCode()).isEqualTo(Arrowgate.FAILED);
            assertThat(withoutJob.err())
                    .contains(
                            "--wait: 5 of 5 records are neither rows of sensors nor dead letters, and none was added for"
                                    + " 1 s; check that the job runs and that its --streams include sensors");
        }
    }

    private static ArrowgateProcess produce(JobTestBed bed, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "--stream=sensors";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return ArrowgateProcess.of(new ProduceCommand(), bed.arguments(), all);
    }
}
