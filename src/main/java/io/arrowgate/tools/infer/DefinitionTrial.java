package io.arrowgate.tools.infer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.decode.RecordDecoders;
import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.decode.row.RecordDecoder;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.load.file.RecordFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Decodes a file's records by a definition: those that {@code produce} would send, with the job's decoder. */
public final class DefinitionTrial {
    private DefinitionTrial() {}

    /**
     * What came of it.
     *
     * @param refused the first record that could not be decoded, and why; null if all could
     * @param implausible how many were refused for their time
     */
    public record Result(String stream, long records, long rows, String refused, long implausible) {
        public boolean isClean() {
            return records == rows && records > 0;
        }

        public String describe(Path file) {
            return isClean()
                    ? "All %,d records of %s that were looked at become rows of stream %s."
                            .formatted(records, file, stream)
                    : "%,d of %,d records of %s become rows of stream %s; %s"
                            .formatted(rows, records, file, stream, refused);
        }
    }

    /**
     * Decodes records of a file with an inferred definition.
     *
     * @param limit number of records to decode
     */
    public static Result decode(String yaml, Path file, int limit) throws IOException {
        StreamDefinition stream =
                StreamDefinitions.read(new ByteArrayInputStream(yaml.getBytes(UTF_8)), "the guess from " + file);
        RecordDecoder decoder = RecordDecoders.of(stream);
        RowBuffer row = new RowBuffer(stream.columns().size());
        RawRecord record = new RawRecord();
        RecordHeaders headers = new RecordHeaders();
        long records = 0;
        long rows = 0;
        long implausible = 0;
        String refused = null;
        try (RecordFile source = RecordFile.open(stream, file)) {
            while (records < limit && source.next()) {
                records++;
                try {
                    decoder.decode(
                            record.set(stream.topic(), 0, 0, System.currentTimeMillis(), null, source.value(), headers),
                            row);
                    rows++;
                } catch (UndecodableRecordException e) {
                    implausible += e.reason() == DeadLetterReason.IMPLAUSIBLE_TIME ? 1 : 0;
                    refused = refused == null
                            ? "the first that does not is number %,d: %s".formatted(records, e.getMessage())
                            : refused;
                }
            }
        }
        return new Result(stream.name(), records, rows, refused, implausible);
    }
}
