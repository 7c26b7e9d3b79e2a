package io.arrowgate.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.config.JobSettings;
import io.arrowgate.lease.LeaseUnavailableException;
import io.arrowgate.lease.Takeover;
import io.arrowgate.testing.JobFailures;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.testing.SteadyReadings;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.cluster.LocalJob;
import io.arrowgate.tools.local.fault.FaultProxy;
import io.arrowgate.tools.local.fault.ProxyMode;
import io.arrowgate.tools.local.fault.RequestPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests two starts of one job.name: one instance runs, and the other does not disturb it. */
class SecondInstanceIT {
    private static final int ROWS = 1000;

    @Test
    void secondStartOfAJobNameWaitsAndFailsAndLeavesTheRunningJobAlone() throws Exception {
        try (JobTestBed bed = bed();
                LocalJob running = bed.start()) {
            bed.send(bed.topic("sensors"), SteadyReadings.readings(0, ROWS / 2));
            bed.awaitRows("sensors", ROWS / 2);
            String flinkJob = running.client().getJobID().toString();
            List<String> progress = new ArrayList<>();

            assertThatThrownBy(() -> LocalJob.start(bed.settings(), 0, progress::add))
                    .isInstanceOf(LeaseUnavailableException.class)
                    .hasMessageContainingAll(bed.name, flinkJob, "job.lease-acquire-timeout", "Stop that job");

            assertThat(progress).singleElement().asString().contains("Waiting", flinkJob, "host");
            bed.send(bed.topic("sensors"), SteadyReadings.readings(ROWS / 2, ROWS));
            ExactlyOnceAssertions.awaitRows(bed, ROWS);
            assertThat(JobFailures.of(running)).isEmpty();
        }
    }

    @Test
    void leaseIsReleasedByAStop() throws Exception {
        try (JobTestBed bed = bed()) {
            bed.start().close();
            List<String> progress = new ArrayList<>();

            LocalJob.start(bed.settings(), 0, progress::add).cancel();
            LocalJob.start(bed.settings(), 0, progress::add).close();

            assertThat(progress).isEmpty();
        }
    }

    @Test
    void leaseIsKeptWhileFlinkRestartsTheJob() throws Exception {
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.PASS);
                JobTestBed bed =
                        bed().with("clickhouse.url", proxy.url()).with("clickhouse.retry.max-duration", "1 ms");
                LocalJob job = bed.start()) {
            Optional<String> instance = Takeover.holder(bed.settings());
            proxy.setMode(ProxyMode.LOSE_INSERT_ANSWERS);
            bed.send(bed.topic("sensors"), SteadyReadings.readings(0, ROWS));
            assertThat(proxy.events().await(RequestPhase.ANSWER_LOST, 1, JobTestBed.PATIENCE))
                    .isTrue();

            assertThatThrownBy(() -> LocalJob.start(bed.settings(), 0)).isInstanceOf(LeaseUnavailableException.class);

            proxy.setMode(ProxyMode.PASS);
            ExactlyOnceAssertions.awaitRows(bed, ROWS);
            assertThat(JobFailures.of(job)).isNotEmpty();
            assertThat(Takeover.holder(bed.settings())).isEqualTo(instance).isPresent();
        }
    }

    @Test
    void instanceThatLosesItsLeaseEndsAndNamesItsSuccessor() throws Exception {
        try (JobTestBed bed = bed();
                LocalJob paused = bed.start()) {
            JobSettings settings = bed.settings();

            Takeover.by(settings, "successor");

            assertThat(paused.failure())
                    .hasStackTraceContaining("was taken over")
                    .hasStackTraceContaining("successor");
            assertThat(Takeover.holder(settings)).contains("successor");
        }
    }

    private static JobTestBed bed() throws Exception {
        return new JobTestBed("sensors").with("job.lease-duration", "2 s").with("job.lease-acquire-timeout", "3 s");
    }
}
