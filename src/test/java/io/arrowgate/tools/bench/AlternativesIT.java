package io.arrowgate.tools.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.tools.bench.alternative.AlternativeOptions;
import io.arrowgate.tools.bench.alternative.AlternativeTable;
import io.arrowgate.tools.load.synthetic.SyntheticSensors;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that each alternative of the benchmark writes the rows that the job would. */
@Tag("long")
class AlternativesIT {
    private static final int EVENTS = 2_500;

    @TempDir
    private Path dir;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ARROWGATE")
    void everyEventIsARowWithItsValues(Contender contender) throws Exception {
        StreamDefinition stream = StreamDefinitions.builtIn("sensors");
        try (JobTestBed bed = new JobTestBed("sensors");
                JobProcess process = contender.start(1, dir)) {
            bed.topics.create(bed.topic("sensors"), 2, Map.of());
            bed.send(bed.topic("sensors"), events());
            bed.query(AlternativeTable.create(bed.database, stream));

            process.submit(options(bed));

            bed.awaitRows("sensors", EVENTS);
            process.stop();
            assertThat(
                            bed.query(
                                    "SELECT count(), uniqExact(device, ts), min(ts), max(ts), countIf(round(cpu_used + cpu_free) = 100"
                                            + " AND round(memory_used + memory_free) = 100 AND run_elapsed_ms > 0) FROM {db}.sensors"))
                    .isEqualTo(
                            "%d\t%1$d\t2024-05-01 00:00:00.000000\t2024-05-01 00:04:09.900000\t%1$d".formatted(EVENTS));
        }
    }

    private static Map<String, String> options(JobTestBed bed) {
        Map<String, String> options = new HashMap<>();
        for (String argument : bed.arguments()) {
            String[] option = argument.substring(2).split("=", 2);
            options.put(option[0], option[1]);
        }
        options.put("parallelism", "1");
        options.put(AlternativeOptions.TOPIC, bed.topic("sensors"));
        options.put(AlternativeOptions.TABLE, "sensors");
        options.put(AlternativeOptions.ROWS_PER_INSERT, "1000");
        return options;
    }

    private static List<String> events() {
        SyntheticSensors source =
                new SyntheticSensors(10, 1, Instant.parse("2024-05-01T00:00:00Z"), Duration.ofSeconds(1));
        List<String> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(new String(source.next().value(), UTF_8));
        }
        return events;
    }
}
