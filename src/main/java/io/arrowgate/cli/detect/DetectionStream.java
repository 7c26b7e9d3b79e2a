package io.arrowgate.cli.detect;

import io.arrowgate.stream.AlertRule;
import io.arrowgate.stream.Anomaly;
import io.arrowgate.stream.ColumnDefinition;
import io.arrowgate.stream.ColumnType;
import io.arrowgate.stream.EventTime;
import io.arrowgate.stream.RecordFormat;
import io.arrowgate.stream.StreamDefinition;
import java.util.List;

/** The stream that files are taken for: each is one series of times and values. */
final class DetectionStream {
    /** Asks the detector alone, with its own threshold. */
    static final List<AlertRule> DEFAULT_RULES =
            List.of(new AlertRule("anomaly", null, null, null, null, null, new Anomaly(DetectionStream.VALUE, null)));

    private static final String SERIES = "series";
    private static final String TIME = "ts";
    private static final String VALUE = "value";

    private DetectionStream() {}

    /**
     * The stream with these rules.
     *
     * @throws IllegalArgumentException if a rule asks for anything but the field {@code value}
     */
    static StreamDefinition with(List<AlertRule> rules) {
        return new StreamDefinition(
                "files",
                null,
                RecordFormat.JSON,
                null,
                new EventTime(TIME, null, null, null),
                List.of(SERIES),
                null,
                List.of(
                        column(SERIES, ColumnType.STRING, true),
                        column(TIME, ColumnType.TIMESTAMP, true),
                        column(VALUE, ColumnType.FLOAT64, false)),
                null,
                null,
                null,
                null,
                null,
                rules);
    }

    private static ColumnDefinition column(String name, ColumnType type, boolean required) {
        return new ColumnDefinition(name, type, null, false, required, null, null, null);
    }
}
