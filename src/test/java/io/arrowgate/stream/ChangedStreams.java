package io.arrowgate.stream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/** Provides built-in streams as a later version might define them. */
public final class ChangedStreams {
    private ChangedStreams() {}

    /** Returns a built-in definition with an additional first column, which shifts the position of every other. */
    public static StreamDefinition builtInWith(String stream, String column) {
        return changed(stream, text -> withColumn(text, column));
    }

    /** Returns a built-in definition whose rows are the elements of an array. */
    public static StreamDefinition builtInWithEach(String stream, String each) {
        return changed(stream, text -> text + "each: " + each + "\n");
    }

    private static StreamDefinition changed(String stream, UnaryOperator<String> change) {
        try (InputStream yaml = ChangedStreams.class.getResourceAsStream("/streams/" + stream + ".yaml")) {
            String text = change.apply(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
            return StreamDefinitions.read(
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), stream + ".yaml");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a definition with this roll-up only. */
    public static StreamDefinition withRollUp(StreamDefinition stream, RollupDefinition rollupDefinition) {
        return new StreamDefinition(
                stream.name(),
                stream.topic(),
                stream.format(),
                stream.keyPattern(),
                stream.each(),
                stream.tombstones(),
                stream.timeZone(),
                stream.eventTime(),
                stream.seriesKey(),
                stream.labels(),
                stream.columns(),
                stream.nullPolicy(),
                stream.csvLayouts(),
                stream.csvDialect(),
                stream.counters(),
                stream.arrow(),
                stream.clickhouse(),
                List.of(rollupDefinition),
                stream.alerts());
    }

    /** Returns the stream with its definition changed as text. */
    public static String withColumn(String yaml, String column) {
        return yaml.replaceFirst("(?m)^columns:\\n", "columns:\n  - " + column + "\n");
    }
}
