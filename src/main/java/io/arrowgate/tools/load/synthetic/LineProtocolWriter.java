package io.arrowgate.tools.load.synthetic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.RecordFormat;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Writes raw fields as a line protocol point. Series key and dictionary-encoded columns become tags. */
final class LineProtocolWriter extends RecordTextWriter {
    private final String measurement;
    private final Set<String> tags;

    LineProtocolWriter(StreamDefinition stream) {
        super(stream);
        measurement = stream.name();
        tags = stream.columns().stream()
                .filter(column -> column.dictionary() || stream.nameColumns().contains(column.name()))
                .map(ColumnDefinition::source)
                .flatMap(source -> source.stream())
                .filter(field -> !field.startsWith("_"))
                .collect(Collectors.toSet());
    }

    @Override
    byte[] write(Map<String, RawValue> values) {
        StringJoiner key = new StringJoiner(",");
        RawValue named = values.get(RecordFormat.MEASUREMENT);
        key.add((named == null ? measurement : named.text()).replaceAll("([, ])", "\\\\$1"));
        StringJoiner fields = new StringJoiner(",");
        values.forEach((name, value) -> {
            if (tags.contains(name)) {
                key.add(escaped(name) + "=" + escaped(value.text()));
            } else if (!name.equals(RecordFormat.TIME) && !name.equals(RecordFormat.MEASUREMENT)) {
                fields.add(escaped(name) + "=" + field(value));
            }
        });
        // A point needs at least one field, even if the stream has none.
        if (fields.length() == 0) {
            fields.add("present=t");
        }
        RawValue time = values.get(RecordFormat.TIME);
        return (key + " " + fields + (time == null ? "" : " " + time.text())).getBytes(UTF_8);
    }

    private static String field(RawValue value) {
        if (!value.isPlain()) {
            return '"' + value.text().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
        return value.isInteger() ? value.text() + "i" : value.text();
    }

    private static String escaped(String text) {
        return text.replaceAll("([,= ])", "\\\\$1");
    }
}
