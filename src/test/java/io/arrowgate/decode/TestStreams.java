package io.arrowgate.decode;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Streams for tests: the key {@code k} and the event time {@code at}, and what a test wants to see. */
public final class TestStreams {
    private TestStreams() {}

    /** Returns a JSON stream with one additional column, given as in a definition. */
    public static StreamDefinition json(String zone, String column) {
        return read("""
                name: test
                format: json
                time-zone: %s
                event-time: {column: at, earliest: "1900-01-01T00:00:00Z"}
                series-key: [k]
                columns:
                  - {name: k, type: string, required: true}
                  - {name: at, type: timestamp, required: true, formats: [iso-8601, epoch-s, epoch]}
                  - {%s}
                """.formatted(zone, column));
    }

    /** Returns a JSON stream with the default range of event times. */
    public static StreamDefinition recent() {
        return read("""
                name: test
                format: json
                event-time: {column: at}
                series-key: [k]
                columns:
                  - {name: k, type: string, required: true}
                  - {name: at, type: timestamp, required: true}
                """);
    }

    /** Returns a CSV stream with layouts of five and four fields; the last of the four is unknown. */
    public static StreamDefinition csv() {
        return read("""
                name: test
                format: csv
                event-time: {column: at}
                series-key: [k]
                csv-layouts: [[k, at, a, b, c], [k, at, a, unknown]]
                columns:
                  - {name: k, type: string, required: true}
                  - {name: at, type: timestamp, required: true}
                  - {name: a, type: string}
                  - {name: b, type: string}
                  - {name: c, type: int32}
                """);
    }

    /** Returns a CSV stream in a dialect: a time, a key, and numbers {@code a}, {@code b} and {@code n}. */
    public static StreamDefinition csv(String dialect) {
        return read("""
                name: test
                format: csv
                event-time: {column: at}
                series-key: [k]
                csv-layouts: [[at, k, a, b, n]]
                csv-dialect: {%s}
                columns:
                  - {name: at, type: timestamp, required: true, formats: [dd/MM/yyyy]}
                  - {name: k, type: string, required: true}
                  - {name: a, type: float64}
                  - {name: b, type: float32}
                  - {name: n, type: int64}
                """.formatted(dialect));
    }

    /** Returns a CSV stream whose event time is a date and a time, at different positions in its layouts. */
    public static StreamDefinition csvWithJoinedTime() {
        return read("""
                name: test
                format: csv
                event-time: {column: at}
                series-key: [k]
                csv-layouts: [[k, v, d, t], [k, d, t]]
                columns:
                  - {name: k, type: string, required: true}
                  - {name: at, type: timestamp, required: true, source: [d, t], formats: [yyyy-MM-dd HH:mm]}
                  - {name: v, type: int32}
                """);
    }

    /** Returns a line protocol stream: tag {@code k}, the time, and one additional column, given as in a definition. */
    public static StreamDefinition influx(String column) {
        return read("""
                name: test
                format: influx
                event-time: {column: at, earliest: "1900-01-01T00:00:00Z"}
                series-key: [k]
                columns:
                  - {name: k, type: string, required: true, source: [_measurement]}
                  - {name: at, type: timestamp, required: true, source: [_time]}
                  - {%s}
                """.formatted(column));
    }

    /** Reads a definition. */
    public static StreamDefinition read(String yaml) {
        try {
            return StreamDefinitions.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "test.yaml");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
