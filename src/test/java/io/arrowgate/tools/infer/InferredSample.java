package io.arrowgate.tools.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.decode.DecodedRows;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.cli.CommandLineRun;
import io.arrowgate.tools.load.file.RecordFile;
import io.arrowgate.tools.load.record.KeyedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Holds a definition that {@code streams infer} wrote and {@code streams check} accepted.
 *
 * @param rows of the sample, decoded with the definition
 */
record InferredSample(StreamDefinition stream, String yaml, List<Map<String, Object>> rows) {
    /** Timestamp of the Kafka records. */
    static final long RECORD_MILLIS = 1_715_594_400_000L;

    /** Infers the definition of stream {@code sample} from a file with these lines. */
    static InferredSample of(Path folder, String... lines) throws IOException {
        Path file = Files.write(folder.resolve("sample.txt"), List.of(lines));
        Path out = folder.resolve("s.yaml");
        CommandLineRun infer = CommandLineRun.of("streams", "infer", "--file=" + file, "--out=" + out, "--force");
        assertThat(infer.exitCode()).as(infer.error()).isZero();
        CommandLineRun check = CommandLineRun.of("streams", "check", out.toString());
        assertThat(check.exitCode()).as(check.error() + Files.readString(out)).isZero();
        StreamDefinition stream = StreamDefinitions.read(out);
        return new InferredSample(stream, Files.readString(out), decode(stream, file));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> decode(StreamDefinition stream, Path file) throws IOException {
        DecodedRows decoder = new DecodedRows(stream);
        List<Map<String, Object>> rows = new ArrayList<>();
        try (RecordFile records = RecordFile.open(stream, file)) {
            for (KeyedRecord record = records.next(); record != null; record = records.next()) {
                RawRecord raw = new RawRecord()
                        .set(stream.topic(), 0, 0, RECORD_MILLIS, record.key(), record.value(), new RecordHeaders());
                decoder.decodeAll(raw).forEach(row -> {
                    assertThat(row.getValue()).isInstanceOf(Map.class);
                    rows.add((Map<String, Object>) row.getValue());
                });
            }
        }
        return rows;
    }

    /** Returns the line of the definition that contains the text. */
    String line(String text) {
        return yaml.lines()
                .filter(line -> line.contains(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no '" + text + "' in\n" + yaml))
                .strip();
    }
}
