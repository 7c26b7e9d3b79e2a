package io.arrowgate.tools.local;

import io.arrowgate.config.JobSettings;
import io.arrowgate.config.KafkaSettings.StartingOffsets;
import io.arrowgate.tools.local.cluster.RetainedStateFinder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Records the streams of a job next to its checkpoints, so that the next start can report what happens to the state of removed
 * streams and where new ones begin.
 */
public final class StreamChanges {
    private static final String FILE = "streams.txt";

    private StreamChanges() {}

    /**
     * Records the streams of a job that is about to start.
     *
     * @param settings with a checkpoint directory on this machine
     * @return a line for each change since the last start, if the job restores state
     */
    public static List<String> record(JobSettings settings) throws IOException {
        Path dir = Path.of(URI.create(settings.checkpointDir()));
        Path file = dir.resolve(FILE);
        List<String> lines = new ArrayList<>();
        List<String> before = Files.exists(file) ? Files.readAllLines(file) : List.of();
        List<String> now = settings.streams();
        if (!before.isEmpty() && RetainedStateFinder.newestBelow(dir).isPresent()) {
            before.stream()
                    .filter(stream -> !now.contains(stream))
                    .map(StreamChanges::removed)
                    .forEach(lines::add);
            now.stream()
                    .filter(stream -> !before.contains(stream))
                    .map(stream -> added(stream, settings.kafka().startingOffsets()))
                    .forEach(lines::add);
        }
        Files.createDirectories(dir);
        Files.write(file, now, StandardCharsets.UTF_8);
        return lines;
    }

    private static String removed(String stream) {
        return ("Stream %s is no longer in --streams: its offsets and alerts are discarded; its topics and tables are"
                        + " kept.")
                .formatted(stream);
    }

    private static String added(String stream, StartingOffsets offsets) {
        return "Stream %s has no state: it is read %s. Rows that its table already has are not inserted again."
                .formatted(
                        stream,
                        offsets == StartingOffsets.EARLIEST
                                ? "from the beginning of its topic"
                                : "from the end of its topic (kafka.starting-offsets)");
    }
}
