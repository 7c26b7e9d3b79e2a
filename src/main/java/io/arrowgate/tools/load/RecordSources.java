package io.arrowgate.tools.load;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.load.file.RecordFile;
import io.arrowgate.tools.load.record.RecordSource;
import io.arrowgate.tools.load.record.UndecodableRecordSource;
import io.arrowgate.tools.load.synthetic.MachineSensor;
import io.arrowgate.tools.load.synthetic.SyntheticRecordOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Opens the source of the records to send: a file, a generator, or the sensors of this machine. */
public final class RecordSources {
    private static final String STANDARD_INPUT = "-";

    private RecordSources() {}

    /** Returns whether a file can be read only once: standard input or a named pipe. */
    public static boolean isPipe(String file) {
        Path path = Path.of(file);
        return file.equals(STANDARD_INPUT) || (Files.exists(path) && !Files.isRegularFile(path));
    }

    /**
     * Opens the source of a stream's records.
     *
     * @param file of records, {@code -} for standard input; null for none
     * @param keyField raw field with the key of the file's records; null for the series key
     * @param synthetic options of the generator; null for none. Without both, this machine is sampled.
     * @param rate of the generator; null for unlimited
     * @param broken number of undecodable records to add
     */
    public static RecordSource open(
            StreamDefinition stream,
            String file,
            String keyField,
            SyntheticRecordOptions synthetic,
            Double rate,
            int broken)
            throws IOException {
        RecordSource source = open(stream, file, keyField, synthetic, rate);
        return broken == 0 ? source : new UndecodableRecordSource(source, broken);
    }

    private static RecordSource open(
            StreamDefinition stream, String file, String keyField, SyntheticRecordOptions synthetic, Double rate)
            throws IOException {
        if (file != null) {
            return file.equals(STANDARD_INPUT)
                    ? RecordFile.of(stream, System.in, keyField)
                    : RecordFile.open(stream, Path.of(file), keyField);
        }
        Clock clock = Clock.systemUTC();
        return synthetic == null ? new MachineSensor(clock) : synthetic.source(stream, rate, clock.instant());
    }
}
