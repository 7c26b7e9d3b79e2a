package io.arrowgate.decode.json;

import static io.arrowgate.decode.row.DeadLetterReason.MALFORMED;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.arrowgate.decode.row.FieldIndex;
import io.arrowgate.decode.row.FieldNode;
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

    /**
     * Fills the values from a record of valid UTF-8.
     *
     * @param root node of the whole record
     */
    void read(byte[] record, FieldNode root, FieldValues values) throws UndecodableRecordException {
        // Pass text, because the library would guess the encoding of bytes.
        String text = new String(NonFiniteQuoting.quote(record), StandardCharsets.UTF_8);
        try (JsonParser parser = FACTORY.createParser(text)) {
            new RecordReader(text, parser, values).read(root);
        } catch (JsonProcessingException e) {
            throw malformed(JsonSyntaxChecker.describe(record));
        } catch (IOException e) {
            throw new UncheckedIOException("unexpected I/O error while parsing a string in memory", e);
        }
    }

    /** Reads one record. */
    private record RecordReader(String json, JsonParser parser, FieldValues values) {
        void read(FieldNode root) throws IOException, UndecodableRecordException {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_STRING && holdsJson(parser.getText())) {
                throw malformed("not a JSON object but a JSON string that holds one: the producer encodes it twice");
            }
            if (token != JsonToken.START_OBJECT && !(token == JsonToken.START_ARRAY && root.hasElements())) {
                throw malformed("not a JSON object");
            }
            readInside(token, root);
            if (parser.nextToken() != null) {
                throw malformed("not one JSON object: something follows it");
            }
        }

        private void readInside(JsonToken token, FieldNode node) throws IOException, UndecodableRecordException {
            if (token == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    FieldNode named = node.child(parser.currentName());
                    values.addIgnored(named == null ? 1 : 0);
                    readValue(parser.nextToken(), named);
                }
            } else {
                int index = 0;
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    readValue(next, node.element(index++));
                }
            }
        }

        private void readValue(JsonToken token, FieldNode node) throws IOException, UndecodableRecordException {
            if (node == null) {
                parser.skipChildren();
                return;
            }
            int start = (int) parser.currentTokenLocation().getCharOffset();
            if (!node.isLeaf()) {
                values.enter(node);
            }
            if ((token == JsonToken.START_OBJECT && node.hasNames())
                    || (token == JsonToken.START_ARRAY && node.hasElements())) {
                readInside(token, node);
            } else if (token == JsonToken.VALUE_STRING && !node.isLeaf() && holdsJson(parser.getText())) {
                readTextInside(parser.getText(), node);
            } else {
                parser.skipChildren();
            }
            if (node.field() != FieldIndex.UNKNOWN) {
                set(token, start, node.field());
            }
        }

        /** Reads fields inside of a text that is an object or array, as programs write one that they do not know. */
        private void readTextInside(String text, FieldNode node) throws UndecodableRecordException {
            int ignored = values.ignored();
            String quoted = new String(NonFiniteQuoting.quote(encode(text)), StandardCharsets.UTF_8);
            try (JsonParser inner = FACTORY.createParser(quoted)) {
                JsonToken token = inner.nextToken();
                if (token == JsonToken.START_OBJECT ? node.hasNames() : node.hasElements()) {
                    new RecordReader(quoted, inner, values).readInside(token, node);
                }
                if (inner.nextToken() != null) {
                    values.clearInside(node);
                }
            } catch (IOException e) {
                values.clearInside(node); // The text is not JSON; its fields are missing.
            }
            values.addIgnored(ignored - values.ignored());
        }

        private void set(JsonToken token, int start, int field) throws IOException, UndecodableRecordException {
            if (token == JsonToken.VALUE_NULL) {
                values.setNull(field);
            } else if (token.isStructStart()) {
                byte[] text = textSince(start).getBytes(StandardCharsets.UTF_8);
                values.setNested(field, text, 0, text.length);
            } else {
                byte[] text = encode(parser.getText());
                if (token == JsonToken.VALUE_STRING) {
                    values.setQuoted(field, text, textSince(start).getBytes(StandardCharsets.UTF_8));
                } else {
                    values.setText(field, text, 0, text.length);
                }
            }
        }

        /** Returns the text from a position to the end of the value that was read last. */
        private String textSince(int start) {
            return json.substring(start, (int) parser.currentLocation().getCharOffset());
        }
    }

    /** Returns whether a text begins as a JSON object or array does. */
    static boolean holdsJson(String text) {
        String stripped = text.stripLeading();
        return stripped.startsWith("{") || stripped.startsWith("[");
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
