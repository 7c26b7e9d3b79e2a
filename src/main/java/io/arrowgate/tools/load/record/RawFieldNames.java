package io.arrowgate.tools.load.record;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Looks up the names and aliases of a stream's raw fields. */
public final class RawFieldNames {
    private final List<String> seriesKey;
    private final Map<String, String> fieldByName = new LinkedHashMap<>();

    public RawFieldNames(StreamDefinition stream) {
        seriesKey = stream.seriesKey().stream()
                .flatMap(column -> stream.column(column).source().stream())
                .toList();
        stream.csvLayouts().forEach(layout -> layout.forEach(this::add));
        for (ColumnDefinition column : stream.columns()) {
            column.source().forEach(this::add);
            column.aliases().forEach(alias -> fieldByName.put(lowerCase(alias), column.name()));
        }
    }

    private void add(String field) {
        fieldByName.put(lowerCase(field), field);
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Returns the raw fields whose comma-separated values are a record's key. */
    public List<String> seriesKey() {
        return seriesKey;
    }

    /** Returns the field for a name or alias, ignoring case, or null if there is none. */
    public String of(String name) {
        return fieldByName.get(lowerCase(name));
    }
}
