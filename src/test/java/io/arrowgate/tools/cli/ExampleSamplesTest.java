package io.arrowgate.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.stream.StreamDefinitions;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Infers definitions from the sample files of the example streams, as docs/bring-your-own-data.md does. */
class ExampleSamplesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "air_quality.csv, event_time, Station, false",
        "lorawan.jsonl, received_at, dev_eui, false",
        "smart_plugs.jsonl, event_time, topic, false",
        "telegraf.lp, time, host, false",
        "vehicles.jsonl, ts, id, true"
    })
    void inferredDefinitionIsValid(String sample, String eventTime, String seriesKey, boolean each) {
        Path out = folder.resolve("out.yaml");

        CommandLineRun infer =
                CommandLineRun.of("streams", "infer", "--file=examples/streams/samples/" + sample, "--out=" + out);
        assertThat(infer.exitCode()).as(infer.error()).isZero();
        CommandLineRun check = CommandLineRun.of("streams", "check", out.toString());
        assertThat(check.exitCode()).as(check.error()).isZero();
        assertThat(StreamDefinitions.read(out)).satisfies(stream -> {
            assertThat(stream.eventTime().column()).isEqualTo(eventTime);
            assertThat(stream.seriesKey()).containsExactly(seriesKey);
            assertThat(stream.each() != null).isEqualTo(each);
        });
    }
}
