package io.arrowgate.tools.load.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.FieldPath;
import io.arrowgate.stream.column.RecordFormat;
import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.RawFieldNames;
import io.arrowgate.tools.load.record.RecordSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Reads the records of a JSON file, unchanged: objects, or elements of arrays. */
final class JsonRecordSource implements RecordSource {
    private final JsonFactory json = new JsonFactory();
    private final JsonValues values;
    private final RawFieldNames names;
    private final String[] series;
    /** Null if the key is among the outermost fields of the record. */
    private final SeriesKeyExtractor nestedKeys;

    JsonRecordSource(StreamDefinition stream, BufferedInputStream text) throws IOException {
        values = JsonValues.of(text);
        names = new RawFieldNames(stream);
        series = new String[names.seriesKey().size()];
        nestedKeys = hasNestedKey(stream) ? new SeriesKeyExtractor(stream) : null;
    }

    private boolean hasNestedKey(StreamDefinition stream) {
        return stream.each() != null
                || (stream.format() == RecordFormat.JSON
                        && names.seriesKey().stream()
                                .anyMatch(name -> FieldPath.parse(name).isNested()));
    }

    @Override
    public KeyedRecord next() throws IOException {
        byte[] value = values.next();
        if (value == null) {
            return null;
        }
        return new KeyedRecord(nestedKeys == null ? readKey(value) : nestedKeys.keyOf(value), value);
    }

    /** Returns the key, or null if the record is not an object with all key fields: the job turns it into a dead letter. */
    private byte[] readKey(byte[] value) throws IOException {
        Arrays.fill(series, null);
        try (JsonParser parser = json.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                readField(parser);
            }
        } catch (JsonProcessingException e) {
            return null;
        }
        List<String> parts = Arrays.asList(series);
        return parts.isEmpty() || parts.contains(null)
                ? null
                : String.join(",", parts).getBytes(UTF_8);
    }

    private void readField(JsonParser parser) throws IOException {
        int part = names.seriesKey().indexOf(names.of(parser.currentName()));
        JsonToken token = parser.nextToken();
        if (part >= 0 && token.isScalarValue()) {
            series[part] = parser.getText().strip();
        }
        parser.skipChildren();
    }

    @Override
    public void close() throws IOException {
        values.close();
    }
}
