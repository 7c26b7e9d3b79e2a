package io.arrowgate.tools.load.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the lines of a file of JSON objects. An object of several lines is one value. A broken object ends before the next line that
 * cannot continue it.
 */
final class JsonObjectLines implements JsonValues {
    /** First characters of the lines of an object, except of its first line. */
    private static final String CONTINUATIONS = " \t\"}],";

    private final RecordLineReader lines;
    private final ByteArrayOutputStream value = new ByteArrayOutputStream();
    /** The line after the current value; null at the end of the file and at its beginning. */
    private byte[] ahead;

    private int depth;
    private boolean inString;

    JsonObjectLines(InputStream input) {
        lines = new RecordLineReader(input);
    }

    @Override
    public byte[] next() throws IOException {
        byte[] line = ahead == null ? nextLine() : ahead;
        ahead = null;
        if (line == null) {
            return null;
        }
        value.reset();
        depth = 0;
        inString = false;
        append(line);
        while (depth > 0 && !inString) {
            ahead = nextLine();
            if (ahead == null || CONTINUATIONS.indexOf(ahead[0]) < 0) {
                return value.toByteArray();
            }
            value.write('\n');
            append(ahead);
            ahead = null;
        }
        return value.toByteArray();
    }

    private byte[] nextLine() throws IOException {
        return lines.next() ? lines.copy() : null;
    }

    private void append(byte[] line) throws IOException {
        if (value.size() + line.length > RecordLineReader.MAX_RECORD_BYTES) {
            throw new IOException("an object is longer than %d bytes".formatted(RecordLineReader.MAX_RECORD_BYTES));
        }
        value.writeBytes(line);
        for (int i = 0; i < line.length; i++) {
            if (line[i] == '"') {
                inString = !inString;
            } else if (inString) {
                i += line[i] == '\\' ? 1 : 0;
            } else if (line[i] == '{' || line[i] == '[') {
                depth++;
            } else if (line[i] == '}' || line[i] == ']') {
                depth--;
            }
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
