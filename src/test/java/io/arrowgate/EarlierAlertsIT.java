package io.arrowgate;

import static io.arrowgate.testing.TestAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.testing.JobTestBed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Alerts that fire in a savepoint of 0.1.0, whose alert state is keyed by the number of the bucket;
 * {@code -Darrowgate.alert-savepoint=VERSION} writes another one, at parallelism 2.
 */
@Timeout(120)
class EarlierAlertsIT {
    private static final Path SAVEPOINTS = Path.of("src/test/resources/alert-savepoints");
    private static final String VERSION = "0.1.0";
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Enough for several buckets on each side. */
    static final int DEVICES = 8;

    /** Id that 0.1.0 gave the first device's alert. */
    private static final String FIRST_ID = "aaccbe2d143bc1bc2b5d0c35b48406e8";

    @Test
    void alertsThatFireInTheSavepointResolveWithTheirIdsAtAnotherParallelism() throws Exception {
        try (JobTestBed bed = bed(VERSION)) {
            sendFiring(bed);
            bed.with("kafka.on-lost-transaction", "continue");
            JobClient job = EarlierSavepointIT.start(bed, SAVEPOINTS.resolve(VERSION), 3);
            bed.send(bed.topic("sensors"), readings(59, 20));
            awaitAlerts(bed, "resolved");
            job.cancel().get(JobTestBed.PATIENCE.toSeconds(), TimeUnit.SECONDS);

            Map<String, String> resolved = alerts(bed, "resolved");
            assertThat(resolved).containsEntry("hot0", FIRST_ID);
            assertThat(resolved.values()).doesNotHaveDuplicates();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "arrowgate.alert-savepoint", matches = ".+")
    void savepointOfThisVersionIsWritten() throws Exception {
        Path target = SAVEPOINTS.resolve(System.getProperty("arrowgate.alert-savepoint"));
        try (JobTestBed bed = bed(target.getFileName().toString())) {
            JobClient job = EarlierSavepointIT.start(bed, null, 2);
            sendFiring(bed);
            awaitAlerts(bed, "firing");
            EarlierSavepointIT.write(job, target);
        }
    }

    static JobTestBed bed(String version) throws Exception {
        JobTestBed bed =
                JobTestBed.named("alert-savepoint-" + version, "sensors").with("alerts.enabled", "true");
        bed.topics.create(bed.topic("sensors"), 1, Map.of());
        return bed;
    }

    /** Fires the built-in rule {@code cpu-high} for each device. */
    static void sendFiring(JobTestBed bed) throws Exception {
        bed.send(bed.topic("sensors"), readings(0, 99));
        bed.send(bed.topic("sensors"), readings(11, 99));
    }

    static List<String> readings(int second, int cpuUsed) {
        return IntStream.range(0, DEVICES)
                .mapToObj(device -> "{\"device\":\"hot%d\",\"ts\":\"2024-05-01T12:00:%02d.5Z\",\"cpu_used\":%d}"
                        .formatted(device, second, cpuUsed))
                .toList();
    }

    static void awaitAlerts(JobTestBed bed, String state) {
        await(DEVICES + " alerts " + state)
                .untilAsserted(() -> assertThat(alerts(bed, state)).hasSize(DEVICES));
    }

    /** The ids of {@code cpu-high}'s alerts in a state, by device. */
    static Map<String, String> alerts(JobTestBed bed, String state) {
        return bed.read(bed.alertsTopic()).stream()
                .map(record -> parsed(record.value()))
                .filter(alert -> alert.get("rule").asText().equals("cpu-high"))
                .filter(alert -> alert.get("state").asText().equals(state))
                .collect(Collectors.toMap(
                        alert -> alert.get("series").get("device").asText(),
                        alert -> alert.get("id").asText(),
                        (first, second) -> first));
    }

    private static JsonNode parsed(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
