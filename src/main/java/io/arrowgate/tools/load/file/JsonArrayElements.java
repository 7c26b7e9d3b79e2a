package io.arrowgate.tools.load.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads the elements of the arrays in a JSON file without loading the file. */
final class JsonArrayElements implements JsonValues {
    private static final int END = -1;

    private final InputStream input;
    private final ByteArrayOutputStream element = new ByteArrayOutputStream();
    private long elements;
    /** True between the brackets of an array. */
    private boolean inArray;

    private int current;

    JsonArrayElements(InputStream input) {
        this.input = input;
    }

    @Override
    public byte[] next() throws IOException {
        advance();
        while (true) {
            skipWhiteSpace();
            if (!inArray) {
                if (current == END) {
                    return null;
                }
                if (current != '[') {
                    throw new IOException(
                            "element %d: the array is closed, but something other than an array follows it"
                                    .formatted(elements));
                }
                inArray = true;
                advance();
            } else if (current == ']') {
                inArray = false;
                advance();
            } else {
                return readElement();
            }
        }
    }

    /** Reads to the comma or bracket after the element. */
    private byte[] readElement() throws IOException {
        elements++;
        element.reset();
        int depth = 0;
        while (depth > 0 || (current != ',' && current != ']')) {
            if (current == END) {
                throw new IOException("element %d: the array is not closed".formatted(elements));
            }
            if (current == '"') {
                keepString();
            } else {
                if (current == '{' || current == '[') {
                    depth++;
                } else if (current == '}' || current == ']') {
                    depth--;
                }
                keep();
            }
        }
        inArray = current == ',';
        byte[] bytes = element.toByteArray();
        return Arrays.copyOf(bytes, trimmedLength(bytes));
    }

    private void keepString() throws IOException {
        keep();
        while (current != '"' && current != END) {
            if (current == '\\') {
                keep();
            }
            keep();
        }
        if (current == '"') {
            keep();
        }
    }

    private void keep() throws IOException {
        if (current != END) {
            if (element.size() == RecordLineReader.MAX_RECORD_BYTES) {
                throw new IOException(
                        "element %d is longer than %d bytes".formatted(elements, RecordLineReader.MAX_RECORD_BYTES));
            }
            element.write(current);
            advance();
        }
    }

    private void skipWhiteSpace() throws IOException {
        while (current == ' ' || current == '\t' || current == '\n' || current == '\r') {
            advance();
        }
    }

    private void advance() throws IOException {
        current = input.read();
    }

    private static int trimmedLength(byte[] bytes) {
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] <= ' ' && bytes[length - 1] >= 0) {
            length--;
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
