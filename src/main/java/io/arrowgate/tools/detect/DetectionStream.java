package io.arrowgate.tools.detect;

import io.arrowgate.stream.AlertRule;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import io.arrowgate.stream.column.CounterColumns;
import io.arrowgate.stream.column.CounterKind;
import io.arrowgate.stream.column.EventTimeDefinition;
import io.arrowgate.stream.column.NullPolicy;
import io.arrowgate.stream.column.RecordFormat;
import io.arrowgate.stream.condition.AnomalyRule;
import java.util.List;

/** Builds the stream definition for files of times and values, each of which is one series. */
public final class DetectionStream {
    /** Uses only the anomaly detector, with its default threshold. */
    public static final List<AlertRule> DEFAULT_RULES = List.of(
            new AlertRule("anomaly", null, null, null, null, null, new AnomalyRule(DetectionStream.VALUE, null)));

    private static final String SERIES = "series";
    private static final String TIME = "ts";
    /** The one field of the readings. */
    public static final String VALUE = "value";

    private DetectionStream() {}

    /**
     * Returns the stream with these rules.
     *
     * @throws IllegalArgumentException if a rule uses a field other than {@code value}
     */
    public static StreamDefinition with(List<AlertRule> rules) {
        return with(null, rules);
    }

    /** Returns the stream with these rules, and with the value as a counter. */
    public static StreamDefinition ofCounter(CounterKind kind, List<AlertRule> rules) {
        return with(new CounterColumns(kind, List.of(VALUE), null, null, null), rules);
    }

    private static StreamDefinition with(CounterColumns counters, List<AlertRule> rules) {
        return new StreamDefinition(
                "files",
                null,
                RecordFormat.JSON,
                null,
                null,
                null,
                null,
                new EventTimeDefinition(TIME, null, null, null),
                List.of(SERIES),
                null,
                List.of(
                        column(SERIES, ColumnType.STRING, true),
                        column(TIME, ColumnType.TIMESTAMP, true),
                        column(VALUE, ColumnType.FLOAT64, counters != null)),
                NullPolicy.UNDEFINED,
                null,
                null,
                counters,
                null,
                null,
                null,
                rules);
    }

    private static ColumnDefinition column(String name, ColumnType type, boolean required) {
        return new ColumnDefinition(name, type, null, false, required, null, null, null, NullPolicy.UNDEFINED);
    }
}
