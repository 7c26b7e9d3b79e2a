package io.arrowgate.tools.cli;

import static io.arrowgate.testing.TestAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.testing.JobTestBed;
import io.arrowgate.testing.SteadyReadings;
import io.arrowgate.tools.local.process.JvmModuleFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code up} as a process of its own, stops it with a signal and starts it again. */
@Tag("long")
class UpIT {
    @TempDir
    private Path dir;

    @Test
    void startsAfterAStreamWasTakenOutAndAColumnWasAddedByHand() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors", "turnstiles", "telemetry")) {
            String telemetry = "telemetry,car=44,driver=a speed=287.4 1714564800000000123";
            try (Up up = new Up(bed.arguments(), dir.resolve("first.log"))) {
                bed.send(bed.topic("sensors"), SteadyReadings.readings(0, 100));
                bed.send(bed.topic("telemetry"), List.of(telemetry));
                bed.awaitRows("sensors", 100);
                bed.awaitRows("telemetry", 1);
                bed.query("ALTER TABLE {db}.sensors ADD COLUMN extra Nullable(Float64)");
                bed.send(bed.topic("sensors"), SteadyReadings.readings(100, 200));
                bed.awaitRows("sensors", 200);
                up.stop();
            }

            List<String> plain = bed.arguments().stream()
                    .filter(argument -> !argument.startsWith("--streams="))
                    .toList();
            try (Up up = new Up(plain, dir.resolve("second.log"))) {
                bed.send(bed.topic("sensors"), SteadyReadings.readings(200, 300));
                bed.send(bed.topic("turnstiles"), SteadyReadings.audits(0, 100));
                bed.send(bed.topic("telemetry"), List.of(telemetry));
                bed.awaitRows("sensors", 300);
                bed.awaitRows("turnstiles", 100);
                up.stop();
                assertThat(up.output())
                        .contains("Stream telemetry is no longer in --streams: its offsets and alerts are discarded;")
                        .contains("Streams     sensors, turnstiles");
            }
            assertThat(
                            bed.query(
                                    "SELECT count(), uniqExact(_topic_id, _partition, _offset), count(extra) FROM {db}.sensors"))
                    .isEqualTo("300\t300\t0");
            assertThat(bed.count("telemetry")).isEqualTo(1);
        }
    }

    /** A running process. */
    private static final class Up implements AutoCloseable {
        private final Process process;
        private final Path log;

        Up(List<String> arguments, Path log) throws IOException {
            this.log = log;
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-Xmx512m"));
            command.addAll(JvmModuleFlags.ofThisJvm());
            Collections.addAll(command, "-cp", System.getProperty("java.class.path"), Arrowgate.class.getName(), "up");
            Collections.addAll(
                    command, "--flink.ui-port=0", "--live.port=0", "--data.dir=" + log.resolveSibling("data"));
            command.addAll(arguments);
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            await("the start").untilAsserted(() -> {
                assertThat(process.isAlive()).as(output()).isTrue();
                assertThat(output()).contains("Ctrl-C stops it.");
            });
        }

        String output() throws IOException {
            return Files.readString(log);
        }

        void stop() throws Exception {
            process.destroy();
            assertThat(process.waitFor(JobTestBed.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
            assertThat(output()).contains("Stopped.").doesNotContain("Exception");
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
