package io.arrowgate.decode.json;

import static io.arrowgate.decode.json.JsonSkimmer.NONE;
import static io.arrowgate.decode.row.DeadLetterReason.MISSING_VALUE;
import static io.arrowgate.decode.row.DeadLetterReason.TOO_LARGE;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.arrowgate.common.ByteOrderMark;
import io.arrowgate.common.ByteRanges;
import io.arrowgate.decode.row.RecordElements;
import io.arrowgate.decode.row.RecordSplitter;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ElementPath;
import io.arrowgate.stream.column.FieldPath;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Splits JSON objects into the elements of an array inside them, or into the entries of an object. Each element becomes an object that
 * begins with the fields outside the array, so that an element's own field, the last one of its name, takes precedence.
 */
public final class NestedElementSplitter implements RecordSplitter {
    /** Bounds the time that one record takes: the fields outside the array are decoded once for each element. */
    private static final long MAX_REPEATED_BYTES = 256L << 20;

    private static final byte[] NULL = "null".getBytes(US_ASCII);

    private final JsonSplitter messages = new JsonSplitter();
    private final RecordElements objects = new RecordElements();
    private final NestedElements nested;
    private final ElementPath path;

    /** @param stream with {@code each} */
    public NestedElementSplitter(StreamDefinition stream) {
        path = ElementPath.parse(stream.each());
        nested = new NestedElements(stream, path);
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
            throw noElements(Arrays.copyOfRange(value, start, end));
        }
        int arrayEnd = JsonSkimmer.valueEnd(value, array);
        int brace = JsonSkimmer.lastByte(value, end);
        if (value[brace] != '}' || arrayEnd > brace) {
            elements.add(start, end); // Decoding it reports what is broken.
            return;
        }
        int before = elements.count();
        nested.add(value, array, arrayEnd, outerFields(value, start, array, arrayEnd, brace), elements);
        if ((long) (brace - start - (arrayEnd - array)) * (elements.count() - before) > MAX_REPEATED_BYTES) {
            throw new UndecodableRecordException(
                    TOO_LARGE,
                    "each: '%s' has %d elements, too many for the size of the fields outside of it"
                            .formatted(path, elements.count() - before));
        }
    }

    private UndecodableRecordException noElements(byte[] object) {
        String elsewhere = NestedFieldFinder.findContainer(object, path.path());
        String hint =
                elsewhere == null ? "" : "; a field of this name is at %s: set each to that path".formatted(elsewhere);
        return new UndecodableRecordException(
                MISSING_VALUE, "each: '%s' has no %s%s".formatted(path, path.container(), hint));
    }

    /** Returns the position of the array or object, or {@link JsonSkimmer#NONE}. */
    private int find(byte[] value, int object) {
        int at = object;
        for (FieldPath.Step step : path.path().steps()) {
            byte bracket = (byte) (step.isElement() ? '[' : '{');
            if (at == NONE || at >= value.length || value[at] != bracket) {
                return NONE;
            }
            at = step.isElement()
                    ? JsonSkimmer.element(value, at, step.index())
                    : JsonSkimmer.member(value, at, step.name());
        }
        return at < value.length ? at : NONE;
    }

    /** Returns the object without its closing brace, and with null in place of the array. */
    private static byte[] outerFields(byte[] value, int start, int array, int arrayEnd, int brace) {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        fields.write(value, start, array - start);
        fields.writeBytes(NULL);
        fields.write(value, arrayEnd, brace - arrayEnd);
        return fields.toByteArray();
    }
}
