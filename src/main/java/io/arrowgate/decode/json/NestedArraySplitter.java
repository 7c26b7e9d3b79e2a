package io.arrowgate.decode.json;

import static io.arrowgate.decode.json.JsonSkimmer.NONE;
import static io.arrowgate.decode.row.DeadLetterReason.EMPTY;
import static io.arrowgate.decode.row.DeadLetterReason.MALFORMED;
import static io.arrowgate.decode.row.DeadLetterReason.MISSING_VALUE;
import static io.arrowgate.decode.row.DeadLetterReason.TOO_LARGE;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.arrowgate.common.ByteOrderMark;
import io.arrowgate.common.ByteRanges;
import io.arrowgate.decode.row.RecordElements;
import io.arrowgate.decode.row.RecordSplitter;
import io.arrowgate.decode.row.UndecodableRecordException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Splits JSON objects into the elements of an array inside them. Each element is preceded by the fields outside the array, so that an
 * element's own field, the last one of its name, takes precedence.
 */
public final class NestedArraySplitter implements RecordSplitter {
    /** Bounds the time that one record takes: the fields outside the array are decoded once for each element. */
    private static final long MAX_REPEATED_BYTES = 256L << 20;

    private static final byte[] NULL = "null".getBytes(US_ASCII);

    private final JsonSplitter messages = new JsonSplitter();
    private final RecordElements objects = new RecordElements();
    private final String path;
    private final String[] names;

    /** @param path names of the fields that lead to the array, separated by dots */
    public NestedArraySplitter(String path) {
        this.path = path;
        names = path.split("\\.", -1);
    }

    @Override
    public boolean split(byte[] value, RecordElements elements) throws UndecodableRecordException {
        elements.clear();
        int start = ByteRanges.skipWhiteSpace(value, ByteOrderMark.end(value));
        if (start == value.length) {
            return false;
        }
        if (!messages.split(value, objects)) {
            objects.clear();
            objects.add(start, value.length);
        }
        for (int i = 0; i < objects.count(); i++) {
            try {
                splitObject(value, objects.start(i), objects.end(i), elements);
            } catch (UndecodableRecordException e) {
                if (objects.count() == 1) {
                    throw e;
                }
                elements.add(e);
            }
        }
        return true;
    }

    private void splitObject(byte[] value, int start, int end, RecordElements elements)
            throws UndecodableRecordException {
        if (value[start] != '{') {
            elements.add(start, end); // Decoding it reports that it is not an object.
            return;
        }
        int array = find(value, start);
        if (array == NONE || array >= end || (value[array] != '[' && value[array] != '{')) {
            throw new UndecodableRecordException(MISSING_VALUE, "each: '%s' has no array".formatted(path));
        }
        int arrayEnd = JsonSkimmer.valueEnd(value, array);
        int brace = lastByte(value, end);
        if (value[brace] != '}' || arrayEnd > brace) {
            elements.add(start, end); // Decoding it reports what is broken.
            return;
        }
        int before = elements.count();
        addElements(value, array, arrayEnd, elements, outerFields(value, start, array, arrayEnd, brace));
        if ((long) (brace - start - (arrayEnd - array)) * (elements.count() - before) > MAX_REPEATED_BYTES) {
            throw new UndecodableRecordException(
                    TOO_LARGE,
                    "each: '%s' has %d elements, too many for the size of the fields outside of it"
                            .formatted(path, elements.count() - before));
        }
    }

    /** Returns the position of the array, or {@link JsonSkimmer#NONE}. */
    private int find(byte[] value, int object) {
        int at = object;
        for (String name : names) {
            at = at != NONE && at < value.length && value[at] == '{' ? JsonSkimmer.member(value, at, name) : NONE;
        }
        return at < value.length ? at : NONE;
    }

    private static int lastByte(byte[] value, int end) {
        int at = end - 1;
        while (value[at] == ' ' || value[at] == '\t' || value[at] == '\n' || value[at] == '\r') {
            at--;
        }
        return at;
    }

    /** Returns the object without its closing brace, and with null in place of the array. */
    private static byte[] outerFields(byte[] value, int start, int array, int arrayEnd, int brace) {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        fields.write(value, start, array - start);
        fields.writeBytes(NULL);
        fields.write(value, arrayEnd, brace - arrayEnd);
        return fields.toByteArray();
    }

    private void addElements(byte[] value, int array, int arrayEnd, RecordElements elements, byte[] outer)
            throws UndecodableRecordException {
        int alone = elements.addPrefix(outer);
        byte[] withComma = Arrays.copyOf(outer, outer.length + 1);
        withComma[outer.length] = ',';
        int joined = elements.addPrefix(withComma);
        if (value[array] == '{') {
            add(value, array, arrayEnd, elements, alone, joined);
            return;
        }
        int at = ByteRanges.skipWhiteSpace(value, array + 1);
        if (value[at] == ']') {
            throw new UndecodableRecordException(EMPTY, "each: '%s' is an empty array".formatted(path));
        }
        while (true) {
            int end = JsonSkimmer.valueEnd(value, at);
            if (end >= arrayEnd || value[end] == '}') {
                throw new UndecodableRecordException(
                        MALFORMED, "not JSON: the brackets of '%s' do not match".formatted(path));
            }
            add(value, at, end, elements, alone, joined);
            if (value[end] == ']') {
                return;
            }
            at = ByteRanges.skipWhiteSpace(value, end + 1);
        }
    }

    private static void add(byte[] value, int start, int end, RecordElements elements, int alone, int joined) {
        if (value[start] != '{') {
            elements.add(start, end); // Decoding it reports that it is not an object.
            return;
        }
        int first = ByteRanges.skipWhiteSpace(value, start + 1);
        elements.add(first, end, value[first] == '}' ? alone : joined);
    }
}
