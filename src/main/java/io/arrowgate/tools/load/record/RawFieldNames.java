package io.arrowgate.tools.load.record;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.FieldPath;
import io.arrowgate.stream.column.KafkaFields;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Looks up the names and aliases of a stream's raw fields. */
public final class RawFieldNames {
    private final List<String> seriesKey;
    private final Map<String, String> fieldByName = new HashMap<>();
    private final Map<String, String> fieldByLowerCaseName = new HashMap<>();

    public RawFieldNames(StreamDefinition stream) {
        seriesKey = stream.seriesKey().stream()
                .flatMap(column -> stream.column(column).source().stream())
                .filter(field -> !KafkaFields.isName(field))
                .toList();
        stream.csvLayouts().forEach(layout -> layout.forEach(this::add));
        for (ColumnDefinition column : stream.columns()) {
            column.source().forEach(this::add);
            column.aliases().forEach(alias -> add(alias, column.name()));
        }
    }

    private void add(String field) {
        add(field, field);
    }

    private void add(String name, String field) {
        String literal = FieldPath.literalName(name);
        fieldByName.put(literal, field);
        fieldByLowerCaseName.put(lowerCase(literal), field);
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Returns the raw fields whose comma-separated values are a record's key; those of the Kafka record are not in its value. */
    public List<String> seriesKey() {
        return seriesKey;
    }

    /** Returns the field for a name or alias, or null if there is none. Case matters only if names differ in nothing else. */
    public String of(String name) {
        String exact = fieldByName.get(name);
        return exact == null ? fieldByLowerCaseName.get(lowerCase(name)) : exact;
    }
}
