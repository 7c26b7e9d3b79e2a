package io.arrowgate.decode.json;

import static io.arrowgate.decode.row.DeadLetterReason.EMPTY;
import static io.arrowgate.decode.row.DeadLetterReason.MALFORMED;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.arrowgate.common.ByteRanges;
import io.arrowgate.decode.row.RecordElements;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ElementPath;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Lists the elements of an array, or the entries of an object, as objects: the fields outside the array, those of the element, or the
 * element itself as {@link ElementPath#VALUE}, and the name of the entry as {@link ElementPath#KEY}.
 */
final class NestedElements {
    private static final byte[] NOTHING = {};
    private static final byte[] COMMA = bytes(",");
    private static final byte[] BRACE = bytes("}");
    private static final byte[] VALUE = bytes(",\"%s\":".formatted(ElementPath.VALUE));
    private static final byte[] KEY = bytes(",\"%s\":".formatted(ElementPath.KEY));

    @SuppressWarnings("StaticAssignmentOfThrowable") // Has no stack trace.
    private static final UndecodableRecordException NO_OBJECT = new UndecodableRecordException(
            MALFORMED, "not a JSON object; a column with source [%s] would read it".formatted(ElementPath.VALUE));

    @SuppressWarnings("StaticAssignmentOfThrowable") // Has no stack trace.
    private static final UndecodableRecordException NO_ELEMENT =
            new UndecodableRecordException(MALFORMED, "not JSON: a value is missing before a comma or bracket");

    private final ElementPath path;
    private final boolean keyUsed;
    private final boolean valueUsed;
    /** Whether a column keeps the text of elements, so that it also needs that of objects. */
    private final boolean textUsed;

    private byte[] json;
    private RecordElements elements;
    /** Parts of the list: the fields outside alone, and before an element's fields and an element's value. */
    private int outerFields;

    private int beforeFields;
    private int beforeValue;
    private int brace;

    NestedElements(StreamDefinition stream, ElementPath path) {
        this.path = path;
        keyUsed = stream.columns().stream().anyMatch(column -> ElementPath.isUsed(ElementPath.KEY, column));
        valueUsed = stream.columns().stream().anyMatch(column -> ElementPath.isUsed(ElementPath.VALUE, column));
        textUsed = stream.columns().stream()
                .anyMatch(column -> column.type().isText() && ElementPath.isUsed(ElementPath.VALUE, column));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    /**
     * Adds the elements of the array or object from start to end.
     *
     * @param outer fields outside, as an object without its closing brace
     */
    void add(byte[] json, int start, int end, byte[] outer, RecordElements elements) throws UndecodableRecordException {
        this.json = json;
        this.elements = elements;
        outerFields = elements.addPart(outer);
        beforeFields = elements.addPart(joined(outer, COMMA));
        beforeValue = elements.addPart(joined(outer, VALUE));
        brace = elements.addPart(BRACE);
        if (json[start] == '{' && !path.entries()) {
            addElement(start, end, NOTHING);
        } else {
            addAll(start, end);
        }
    }

    private void addAll(int start, int end) throws UndecodableRecordException {
        boolean named = json[start] == '{';
        int close = named ? '}' : ']';
        int at = ByteRanges.skipWhiteSpace(json, start + 1);
        if (json[at] == close) {
            throw new UndecodableRecordException(EMPTY, "each: '%s' is an empty %s".formatted(path, path.container()));
        }
        while (true) {
            int value = named ? JsonSkimmer.memberValue(json, at, end) : at;
            int valueEnd = value == JsonSkimmer.NONE ? end : JsonSkimmer.valueEnd(json, value);
            boolean last = valueEnd < end && json[valueEnd] == close;
            if (valueEnd >= end || (!last && json[valueEnd] != ',')) {
                throw new UndecodableRecordException(
                        MALFORMED, "not JSON: the brackets of '%s' do not match".formatted(path));
            }
            addElement(value, valueEnd, named && keyUsed ? name(at) : NOTHING);
            if (last) {
                return;
            }
            at = ByteRanges.skipWhiteSpace(json, valueEnd + 1);
        }
    }

    /** Returns the field with the name that begins here. */
    private byte[] name(int openingQuote) {
        return joined(KEY, copy(openingQuote, JsonSkimmer.closingQuote(json, openingQuote) + 1));
    }

    private byte[] copy(int start, int end) {
        return Arrays.copyOfRange(json, start, end);
    }

    /** @param key field with the name of the element, or nothing */
    private void addElement(int start, int end, byte[] key) {
        if (start == end) {
            elements.add(NO_ELEMENT);
        } else if (json[start] == '{') {
            addObject(start, end, key);
        } else if (valueUsed) {
            elements.add(start, end, beforeValue, closing(key));
        } else {
            elements.add(NO_OBJECT);
        }
    }

    private void addObject(int start, int end, byte[] key) {
        int last = JsonSkimmer.lastByte(json, end);
        if (json[last] != '}') {
            elements.add(start, end); // Decoding it reports what is broken.
            return;
        }
        int first = ByteRanges.skipWhiteSpace(json, start + 1);
        byte[] more = textUsed ? joined(VALUE, copy(start, last + 1), key) : key;
        elements.add(first, last, first == last ? outerFields : beforeFields, closing(more));
    }

    /** Returns the part with the last fields of an object and its brace. */
    private int closing(byte[] fields) {
        return fields.length == 0 ? brace : elements.addPart(joined(fields, BRACE));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
