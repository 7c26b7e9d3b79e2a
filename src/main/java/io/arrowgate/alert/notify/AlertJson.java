package io.arrowgate.alert.notify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Serializes an alert as JSON, as described by {@code schemas/alert.schema.json}. */
final class AlertJson {
    private static final JsonFactory JSON = new JsonFactory();

    private AlertJson() {}

    /** Returns one JSON object in UTF-8. */
    static byte[] bytes(Alert alert) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            write(alert, json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void write(Alert alert, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", alert.id());
        json.writeStringField("state", alert.state().label());
        json.writeStringField("rule", alert.rule());
        json.writeStringField("kind", alert.kind());
        json.writeStringField("severity", alert.severity().label());
        json.writeStringField("stream", alert.stream());
        writeColumns("series", alert.series(), json);
        writeColumns("labels", alert.labels(), json);
        json.writeStringField("field", alert.field());
        writeNumber("value", alert.value(), json);
        writeNumber("threshold", alert.threshold(), json);
        writeNumber("score", alert.score(), json);
        writeExpected(alert, json);
        json.writeStringField("first_time", AlertTimestampFormat.ISO_MICROS.format(alert.firstTime()));
        json.writeStringField("last_time", AlertTimestampFormat.ISO_MICROS.format(alert.lastTime()));
        json.writeNumberField("readings", alert.readings());
        json.writeStringField("text", alert.text());
        json.writeStringField("topic_id", alert.topicId());
        json.writeNumberField("partition", alert.partition());
        json.writeNumberField("offset", alert.offset());
        json.writeNumberField("row", alert.row());
        json.writeStringField("emitted_at", AlertTimestampFormat.ISO_MILLIS.format(alert.emittedAt()));
        json.writeEndObject();
    }

    private static void writeColumns(String member, Map<String, String> columns, JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart(member);
        for (Map.Entry<String, String> column : columns.entrySet()) {
            json.writeStringField(column.getKey(), column.getValue());
        }
        json.writeEndObject();
    }

    private static void writeExpected(Alert alert, JsonGenerator json) throws IOException {
        if (alert.expectedLow() == null || alert.expectedHigh() == null) {
            json.writeNullField("expected");
        } else {
            json.writeFieldName("expected");
            json.writeArray(new double[] {alert.expectedLow(), alert.expectedHigh()}, 0, 2);
        }
    }

    private static void writeNumber(String member, Double number, JsonGenerator json) throws IOException {
        if (number == null) {
            json.writeNullField(member);
        } else {
            json.writeNumberField(member, number);
        }
    }
}
