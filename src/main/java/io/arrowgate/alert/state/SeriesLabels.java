package io.arrowgate.alert.state;

import io.arrowgate.batch.series.SeriesName;
import io.arrowgate.stream.StreamDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Describes the key and label values of a series.
 *
 * @param key values of the key columns
 * @param labels values of the label columns; empty ones are left out
 */
public record SeriesLabels(Map<String, String> key, Map<String, String> labels) {
    /** Parses the name of a series of the stream. */
    public static SeriesLabels of(String name, StreamDefinition stream) {
        List<String> values = SeriesName.values(name);
        Map<String, String> key = new LinkedHashMap<>();
        Map<String, String> labels = new LinkedHashMap<>();
        int next = 0;
        for (String column : stream.seriesKey()) {
            key.put(column, values.get(next++));
        }
        for (String column : stream.labels()) {
            String value = values.get(next++);
            if (!value.isEmpty()) {
                labels.put(column, value);
            }
        }
        return new SeriesLabels(key, labels);
    }

    /** Returns the value of a key or label column; empty if the series has none. */
    public String value(String column) {
        String value = key.get(column);
        return value != null ? value : labels.getOrDefault(column, "");
    }
}
