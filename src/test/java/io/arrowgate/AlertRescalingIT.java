package io.arrowgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.testing.JobTestBed;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Alerts that fire at one parallelism and resolve at another, from savepoints of this version. */
@Timeout(120)
class AlertRescalingIT {
    @Test
    void alertsThatFireInTwoSubtasksResolveAfterFourAndTwo(@TempDir Path dir) throws Exception {
        try (JobTestBed bed = EarlierAlertsIT.bed("rescaling").with("kafka.on-lost-transaction", "continue")) {
            EarlierAlertsIT.sendFiring(bed);
            JobClient two = EarlierSavepointIT.start(bed, null, 2);
            EarlierAlertsIT.awaitAlerts(bed, "firing");
            EarlierSavepointIT.write(two, dir.resolve("two"));
            JobClient four = EarlierSavepointIT.start(bed, dir.resolve("two"), 4);
            bed.send(bed.topic("sensors"), EarlierAlertsIT.readings(30, 99));
            bed.awaitRows("sensors", 3 * EarlierAlertsIT.DEVICES);
            EarlierSavepointIT.write(four, dir.resolve("four"));
            JobClient twoAgain = EarlierSavepointIT.start(bed, dir.resolve("four"), 2);
            bed.send(bed.topic("sensors"), EarlierAlertsIT.readings(59, 20));
            EarlierAlertsIT.awaitAlerts(bed, "resolved");
            twoAgain.cancel().get(JobTestBed.PATIENCE.toSeconds(), TimeUnit.SECONDS);

            Map<String, String> firing = EarlierAlertsIT.alerts(bed, "firing");
            assertThat(EarlierAlertsIT.alerts(bed, "resolved")).isEqualTo(firing);
            assertThat(firing.values()).doesNotHaveDuplicates();
        }
    }
}
