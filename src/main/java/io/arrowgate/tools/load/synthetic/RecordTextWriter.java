package io.arrowgate.tools.load.synthetic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.CsvDialect;
import io.arrowgate.stream.column.ElementPath;
import io.arrowgate.stream.column.FieldPath;
import io.arrowgate.stream.column.KafkaFields;
import io.arrowgate.tools.load.record.RawFieldNames;
import java.util.HashMap;
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

    /**
     * Writes JSON with the objects and arrays of paths; if the stream's rows are elements of an array or entries of an object, around the
     * only one.
     */
    private static final class JsonText extends RecordTextWriter {
        private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

        private final ElementPath each;
        private final Map<String, FieldPath> paths = new HashMap<>();

        JsonText(StreamDefinition stream) {
            super(stream);
            each = stream.each() == null ? null : ElementPath.parse(stream.each());
        }

        @Override
        byte[] write(Map<String, RawValue> fields) {
            JsonNode row = NODES.nullNode();
            for (Map.Entry<String, RawValue> field : fields.entrySet()) {
                if (!isEntryName(field.getKey())) {
                    List<FieldPath.Step> steps = paths.computeIfAbsent(field.getKey(), JsonText::path)
                            .steps();
                    row = with(row, steps, value(field.getValue()));
                }
            }
            return (each == null ? row : around(row, fields)).toString().getBytes(UTF_8);
        }

        private boolean isEntryName(String field) {
            return each != null && each.entries() && field.equals(ElementPath.KEY);
        }

        private JsonNode around(JsonNode row, Map<String, RawValue> fields) {
            RawValue name = fields.get(ElementPath.KEY);
            JsonNode container = each.entries()
                    ? NODES.objectNode().set(name == null ? "entry" : name.text(), row)
                    : NODES.arrayNode().add(row);
            return with(NODES.nullNode(), each.path().steps(), container);
        }

        /** Returns the path that leads to a field; a field of the Kafka record has its name in the value. */
        private static FieldPath path(String field) {
            return KafkaFields.isName(field)
                    ? new FieldPath(List.of(new FieldPath.Step(field, 0)))
                    : FieldPath.parse(field);
        }

        /** Returns a node with a value at a path, unless it has one. A text or number with values inside becomes a container. */
        private static JsonNode with(JsonNode node, List<FieldPath.Step> steps, JsonNode value) {
            if (steps.isEmpty()) {
                return node.isNull() ? value : node;
            }
            FieldPath.Step step = steps.get(0);
            List<FieldPath.Step> inner = steps.subList(1, steps.size());
            if (step.isElement()) {
                ArrayNode array = node instanceof ArrayNode known ? known : NODES.arrayNode();
                while (array.size() <= step.index()) {
                    array.addNull();
                }
                array.set(step.index(), with(array.get(step.index()), inner, value));
                return array;
            }
            ObjectNode object = node instanceof ObjectNode known ? known : NODES.objectNode();
            JsonNode child = object.has(step.name()) ? object.get(step.name()) : NODES.nullNode();
            object.set(step.name(), with(child, inner, value));
            return object;
        }

        private static JsonNode value(RawValue value) {
            return value.isPlain()
                    ? NODES.rawValueNode(new com.fasterxml.jackson.databind.util.RawValue(value.text()))
                    : NODES.textNode(value.text());
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
