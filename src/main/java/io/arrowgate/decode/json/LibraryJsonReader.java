package io.arrowgate.decode.json;

import static io.arrowgate.decode.row.DeadLetterReason.MALFORMED;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.arrowgate.decode.row.FieldIndex;
import io.arrowgate.decode.row.FieldValues;
import io.arrowgate.decode.row.UndecodableRecordException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads JSON objects with Jackson: slower than {@link JsonScanner}, and the reference for every record that the scanner leaves. */
final class LibraryJsonReader {
    /** Strings and names may be as long as a record. Depth and numbers keep the library's limits (1000). */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            // Names are untrusted input: interning them would fill a table, and a collision must not fail a record.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final FieldIndex fields;

    LibraryJsonReader(FieldIndex fields) {
        this.fields = fields;
    }

    /** Fills the values from a record of valid UTF-8. */
    void read(byte[] record, FieldValues values) throws UndecodableRecordException {
        // Pass text, because the library would guess the encoding of bytes.
        try (JsonParser parser =
                FACTORY.createParser(new String(NonFiniteQuoting.quote(record), StandardCharsets.UTF_8))) {
            read(parser, values);
        } catch (JsonProcessingException e) {
            throw malformed(JsonSyntaxChecker.describe(record));
        } catch (IOException e) {
            throw new UncheckedIOException("unexpected I/O error while parsing a string in memory", e);
        }
    }

    private void read(JsonParser parser, FieldValues values) throws IOException, UndecodableRecordException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw malformed("not a JSON object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            int field = fields.find(parser.currentName());
            JsonToken value = parser.nextToken();
            if (field == FieldIndex.UNKNOWN) {
                values.addIgnored(1);
                parser.skipChildren();
            } else {
                readValue(parser, value, field, values);
            }
        }
        if (parser.nextToken() != null) {
            throw malformed("not one JSON object: something follows it");
        }
    }

    private static void readValue(JsonParser parser, JsonToken token, int field, FieldValues values)
            throws IOException, UndecodableRecordException {
        if (token.isStructStart()) {
            values.setNested(field);
            parser.skipChildren();
        } else if (token == JsonToken.VALUE_NULL) {
            values.setNull(field);
        } else {
            byte[] text = encode(parser.getText());
            values.setText(field, text, 0, text.length);
        }
    }

    /** Encodes text strictly: an escape may name half a surrogate pair, which UTF-8 cannot encode. */
    private static byte[] encode(String text) throws UndecodableRecordException {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (CharacterCodingException e) {
            throw malformed("not Unicode: an escape names half a surrogate pair");
        }
    }

    private static UndecodableRecordException malformed(String message) {
        return new UndecodableRecordException(MALFORMED, message);
    }
}
