package io.arrowgate.tools.infer.trial;

import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.load.file.RecordFile;
import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.PeekableRecordSource;
import io.arrowgate.tools.load.record.RecordSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Rejects a file that does not match its stream, before any of its records is sent. */
public final class RecordFileCheck {
    /** Number of records of a file that are decoded. */
    private static final int SAMPLED_RECORDS = 1_000;

    private final StreamDefinition stream;
    private final boolean force;

    /** @param force whether to accept records that would become dead letters */
    public RecordFileCheck(StreamDefinition stream, boolean force) {
        this.stream = stream;
        this.force = force;
    }

    /** Checks the first record of a pipe, which may never end, and returns the source with this record. */
    public RecordSource checkFirst(RecordSource source) throws IOException {
        PeekableRecordSource peekable = new PeekableRecordSource(source);
        KeyedRecord first = peekable.peek();
        if (first == null) {
            throw rejection("standard input has no records");
        }
        DefinitionTrial.Result trial = DefinitionTrial.decode(stream, () -> first, 1);
        if (trial.rows() == 0) {
            throw rejection(
                    "the first record of standard input would become a dead letter; %s. Correct it or the definition of stream %s, or send it with --force"
                            .formatted(trial.firstError(), stream.name()));
        }
        return peekable;
    }

    /**
     * Checks the first records of a file.
     *
     * @param keyField field with the keys; null for the series key
     * @param warnings receives how many records would become dead letters
     */
    public void checkSample(Path file, String keyField, PrintWriter warnings) throws IOException {
        DefinitionTrial.Result sample;
        try (RecordFile records = RecordFile.open(stream, file, keyField)) {
            sample = DefinitionTrial.decode(stream, records, SAMPLED_RECORDS);
        }
        if (sample.records() == 0) {
            throw rejection("%s has no records".formatted(file));
        }
        if (sample.deadLetters() > 0) {
            String finding = "the first %,d records of %s would become %,d rows and %,d dead letters; %s"
                    .formatted(sample.records(), file, sample.rows(), sample.deadLetters(), sample.firstError());
            if (sample.deadLetters() > sample.rows() && !force) {
                throw rejection("%s. Correct the file or the definition of stream %s, or send it with --force"
                        .formatted(finding, stream.name()));
            }
            warnings.println(finding);
        }
        if (keyField != null && sample.rows() > 0 && sample.withoutKey() == sample.records()) {
            throw new InvalidSettingException(
                    "--key-field",
                    "'%s' has no value in the first %,d records of %s".formatted(keyField, sample.records(), file));
        }
    }

    private static InvalidSettingException rejection(String reason) {
        return new InvalidSettingException("--file", reason);
    }
}
