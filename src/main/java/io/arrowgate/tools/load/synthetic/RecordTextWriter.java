package io.arrowgate.tools.load.synthetic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.CsvDialect;
import io.arrowgate.stream.column.ElementPath;
import io.arrowgate.stream.column.FieldPath;
import io.arrowgate.tools.load.record.RawFieldNames;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes raw fields as one record of a stream's format. */
abstract class RecordTextWriter {
    private final List<String> seriesKey;

    RecordTextWriter(StreamDefinition stream) {
        // Generated records have the fields of the Kafka record in their value too.
        seriesKey = stream.seriesKey().stream()
                .flatMap(column -> stream.column(column).source().stream())
                .toList();
    }

    static RecordTextWriter of(StreamDefinition stream) {
        return switch (stream.format()) {
            case JSON -> new JsonText(stream);
            case CSV -> new CsvText(stream);
            case INFLUX -> new LineProtocolWriter(stream);
        };
    }

    /** @param fields by their raw names */
    abstract byte[] write(Map<String, RawValue> fields);

    byte[] key(Map<String, RawValue> fields) {
        return seriesKey.stream()
                .map(field -> fields.get(field).text())
                .collect(Collectors.joining(","))
                .getBytes(UTF_8);
    }

    /** Writes a JSON object; if the stream's rows are elements of an array or entries of an object, around the only one. */
    private static final class JsonText extends RecordTextWriter {
        private final ElementPath path;
        private final String before;
        private final String after;

        JsonText(StreamDefinition stream) {
            super(stream);
            path = stream.each() == null ? null : ElementPath.parse(stream.each());
            StringBuilder opening = new StringBuilder();
            StringBuilder closing = new StringBuilder();
            for (FieldPath.Step step :
                    path == null ? List.<FieldPath.Step>of() : path.path().steps()) {
                opening.append(step.isElement() ? "[" + "null,".repeat(step.index()) : "{" + quoted(step.name()) + ":");
                closing.insert(0, step.isElement() ? ']' : '}');
            }
            if (path != null) {
                opening.append(path.entries() ? '{' : '[');
                closing.insert(0, path.entries() ? '}' : ']');
            }
            before = opening.toString();
            after = closing.toString();
        }

        @Override
        byte[] write(Map<String, RawValue> fields) {
            boolean named = path != null && path.entries();
            RawValue key = fields.get(ElementPath.KEY);
            String name = named ? quoted(key == null ? "entry" : key.text()) + ":" : "";
            return fields.entrySet().stream()
                    .filter(field -> !named || !field.getKey().equals(ElementPath.KEY))
                    .map(field -> quoted(field.getKey()) + ":" + value(field.getValue()))
                    .collect(Collectors.joining(",", before + name + "{", "}" + after))
                    .getBytes(UTF_8);
        }

        private static String value(RawValue value) {
            return value.isPlain() ? value.text() : quoted(value.text());
        }

        /** Escapes quotes and backslashes. Names and values of definitions have no control characters. */
        private static String quoted(String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
    }

    /** Writes a line in the first of the stream's CSV layouts. */
    private static final class CsvText extends RecordTextWriter {
        private final List<String> layout;
        private final CsvDialect dialect;

        CsvText(StreamDefinition stream) {
            super(stream);
            RawFieldNames names = new RawFieldNames(stream);
            dialect = stream.csvDialect();
            layout = stream.csvLayouts().get(0).stream().map(names::of).toList();
        }

        @Override
        byte[] write(Map<String, RawValue> fields) {
            return layout.stream()
                    .map(field -> fields.containsKey(field) ? text(fields.get(field)) : "")
                    .collect(Collectors.joining(dialect.delimiter()))
                    .getBytes(UTF_8);
        }

        private String text(RawValue value) {
            return quoted(value.type().isFloat() ? value.text().replace(".", dialect.decimal()) : value.text());
        }

        private String quoted(String text) {
            String quote = dialect.quote();
            boolean plain = !text.contains(dialect.delimiter()) && !text.matches("(?s).*[\r\n].*");
            return quote.isEmpty() || (plain && !text.contains(quote))
                    ? text
                    : quote + text.replace(quote, quote + quote) + quote;
        }
    }
}
