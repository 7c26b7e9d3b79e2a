package io.arrowgate.tools.load.file;

import java.io.BufferedInputStream;
import java.io.IOException;

/** Reads the values of a JSON file one by one: the elements of its arrays, or its objects. Their bytes are not changed. */
public interface JsonValues extends AutoCloseable {
    /**
     * Begins to read a file. A file that begins with an array is read as arrays, any other as objects.
     *
     * @param text closed with the result
     */
    static JsonValues of(BufferedInputStream text) throws IOException {
        return firstByte(text) == '[' ? new JsonArrayElements(text) : new JsonObjectLines(text);
    }

    /** Returns the next value, or null at the end of the file. */
    byte[] next() throws IOException;

    @Override
    void close() throws IOException;

    /** Returns the first byte that is not white space, without consuming it; -1 if there is none nearby. */
    private static int firstByte(BufferedInputStream text) throws IOException {
        int lookahead = 1024;
        text.mark(lookahead);
        int first = ' ';
        for (int i = 0; i < lookahead && (first == ' ' || first == '\t' || first == '\n' || first == '\r'); i++) {
            first = text.read();
        }
        text.reset();
        return first;
    }
}
