package io.arrowgate.tools.load.synthetic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.CsvDialect;
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

    /** Writes a JSON object; if the stream's rows are elements of an array, in an array of one element. */
    private static final class JsonText extends RecordTextWriter {
        private final String before;
        private final String after;

        JsonText(StreamDefinition stream) {
            super(stream);
            List<String> path =
                    stream.each() == null ? List.of() : List.of(stream.each().split("\\."));
            before = path.stream().map(name -> "{" + quoted(name) + ":").collect(Collectors.joining())
                    + (path.isEmpty() ? "{" : "[{");
            after = (path.isEmpty() ? "}" : "}]") + "}".repeat(path.size());
        }

        @Override
        byte[] write(Map<String, RawValue> fields) {
            return fields.entrySet().stream()
                    .map(field -> quoted(field.getKey()) + ":" + value(field.getValue()))
                    .collect(Collectors.joining(",", before, after))
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
