package io.arrowgate.stream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Built-in streams as a later version might define them. */
public final class ChangedStreams {
    private ChangedStreams() {}

    /** A built-in definition with one more column, which stands before all others so that every position changes. */
    public static StreamDefinition builtInWith(String stream, String column) {
        try (InputStream yaml = ChangedStreams.class.getResourceAsStream("/streams/" + stream + ".yaml")) {
            String text = withColumn(new String(yaml.readAllBytes(), StandardCharsets.UTF_8), column);
            return StreamDefinitions.read(
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), stream + ".yaml");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A definition with this roll-up alone. */
    public static StreamDefinition withRollUp(StreamDefinition stream, RollupDefinition rollupDefinition) {
        return new StreamDefinition(
                stream.name(),
                stream.topic(),
                stream.format(),
                stream.timeZone(),
                stream.eventTime(),
                stream.seriesKey(),
                stream.labels(),
                stream.columns(),
                stream.csvLayouts(),
                stream.counters(),
                stream.arrow(),
                stream.clickhouse(),
                List.of(rollupDefinition),
                stream.alerts());
    }

    /** The same with a definition's text. */
    public static String withColumn(String yaml, String column) {
        return yaml.replaceFirst("(?m)^columns:\\n", "columns:\n  - " + column + "\n");
    }
}
