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
import io.arrowgate.tools.load.record.KeyedRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Tries a definition on the records that {@code produce} would send of a file, with the job's decoder. */
public final class DefinitionTrial {
    private DefinitionTrial() {}

    /**
     * Counts the records and the rows that they became.
     *
     * @param firstError the first record that could not be decoded, and why; null if all could
     * @param implausible number of records that were rejected for their time
     */
    public record Result(String stream, long records, long rows, String firstError, long implausible) {
        public boolean isClean() {
            return records == rows && records > 0;
        }

        public String describe(Path file) {
            return isClean()
                    ? "All %,d sampled records of %s become rows of stream %s.".formatted(records, file, stream)
                    : "%,d of %,d records of %s become rows of stream %s; %s"
                            .formatted(rows, records, file, stream, firstError);
        }
    }

    /**
     * Decodes records of a file with an inferred definition.
     *
     * @param limit number of records to decode
     */
    public static Result decode(String yaml, Path file, int limit) throws IOException {
        StreamDefinition stream = StreamDefinitions.read(
                new ByteArrayInputStream(yaml.getBytes(UTF_8)), "definition inferred from " + file);
        RecordDecoder decoder = RecordDecoders.of(stream);
        RowBuffer row = new RowBuffer(stream.columns().size());
        RawRecord record = new RawRecord();
        RecordHeaders headers = new RecordHeaders();
        long records = 0;
        long rows = 0;
        long implausible = 0;
        String firstError = null;
        try (RecordFile source = RecordFile.open(stream, file)) {
            while (records < limit) {
                KeyedRecord read = source.next();
                if (read == null) {
                    break;
                }
                records++;
                try {
                    decoder.decode(
                            record.set(stream.topic(), 0, 0, System.currentTimeMillis(), null, read.value(), headers),
                            row);
                    rows++;
                } catch (UndecodableRecordException e) {
                    implausible += e.reason() == DeadLetterReason.IMPLAUSIBLE_TIME ? 1 : 0;
                    firstError = firstError == null
                            ? "first error in record %,d: %s".formatted(records, e.getMessage())
                            : firstError;
                }
            }
        }
        return new Result(stream.name(), records, rows, firstError, implausible);
    }
}
