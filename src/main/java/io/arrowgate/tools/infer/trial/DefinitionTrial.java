package io.arrowgate.tools.infer.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.decode.RecordDecoder;
import io.arrowgate.decode.RecordDecoders;
import io.arrowgate.decode.RowHandler;
import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.load.file.RecordFile;
import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.RecordSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Tries a definition on the records that {@code produce} would send of a file, with the job's decoder. */
public final class DefinitionTrial implements RowHandler {
    private long records;
    private long rows;
    private long deadLetters;
    private long withoutKey;
    private long implausible;
    private String firstError;

    private final RegisterDetection registers;

    private DefinitionTrial(StreamDefinition stream) {
        registers = new RegisterDetection(stream);
    }

    /**
     * Counts the records and what they became.
     *
     * @param deadLetters number of records, or elements of records, that could not be decoded
     * @param withoutKey number of records without a key
     * @param firstError the first record that could not be decoded, and why; null if all could
     * @param implausible number of records, or elements of records, that were rejected for their time
     * @param registers columns whose numbers count up over time
     */
    public record Result(
            String stream,
            long records,
            long rows,
            long deadLetters,
            long withoutKey,
            String firstError,
            long implausible,
            List<String> registers) {
        public Result {
            registers = List.copyOf(registers);
        }

        public boolean isClean() {
            return firstError == null && rows > 0;
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
        try (RecordFile source = RecordFile.open(stream, file)) {
            return decode(stream, source, limit);
        }
    }

    /**
     * Decodes records of a source.
     *
     * @param limit number of records to decode
     */
    public static Result decode(StreamDefinition stream, RecordSource source, int limit) throws IOException {
        DefinitionTrial trial = new DefinitionTrial(stream);
        trial.run(stream, source, limit);
        return new Result(
                stream.name(),
                trial.records,
                trial.rows,
                trial.deadLetters,
                trial.withoutKey,
                trial.firstError,
                trial.implausible,
                trial.registers.registers());
    }

    private void run(StreamDefinition stream, RecordSource source, int limit) throws IOException {
        RecordDecoder decoder = RecordDecoders.of(stream);
        RowBuffer row = new RowBuffer(stream.columns().size());
        RawRecord record = new RawRecord();
        RecordHeaders headers = new RecordHeaders();
        while (records < limit) {
            KeyedRecord read = source.next();
            if (read == null) {
                return;
            }
            records++;
            withoutKey += read.key() == null ? 1 : 0;
            decoder.decode(
                    record.set(stream.topic(), 0, 0, System.currentTimeMillis(), read.key(), read.value(), headers),
                    row,
                    this);
        }
    }

    @Override
    public void onRow(RawRecord record, int rowInRecord, RowBuffer row) {
        rows++;
        registers.add(row);
    }

    @Override
    public void onUndecodable(RawRecord record, int rowInRecord, UndecodableRecordException problem) {
        deadLetters++;
        implausible += problem.reason() == DeadLetterReason.IMPLAUSIBLE_TIME ? 1 : 0;
        if (firstError == null) {
            firstError = "first error in record %,d: %s".formatted(records, problem.getMessage());
        }
    }
}
