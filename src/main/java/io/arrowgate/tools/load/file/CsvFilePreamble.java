package io.arrowgate.tools.load.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.arrowgate.stream.column.CsvDialect;
import java.io.BufferedInputStream;
import java.io.IOException;

/** Reads what precedes header and records in a CSV file: a line such as {@code sep=;}, and lines to skip. */
public final class CsvFilePreamble {
    private static final String SEPARATOR = "sep=";

    private CsvFilePreamble() {}

    /**
     * Skips the preamble.
     *
     * @throws IllegalArgumentException if the file names another delimiter than the dialect has
     */
    public static BufferedInputStream skip(BufferedInputStream file, CsvDialect dialect) throws IOException {
        String named = namedDelimiter(file);
        if (named != null && !named.equals(dialect.delimiter())) {
            throw new IllegalArgumentException(
                    "the file begins with sep=%s, but the delimiter of the stream is '%s'; set csv-dialect.delimiter"
                            .formatted(named, dialect.delimiter()));
        }
        for (int line = 0; line < dialect.skipLines(); line++) {
            skipLine(file);
        }
        return file;
    }

    /** Reads a first line {@code sep=} and returns the delimiter that it names; null without such a line. */
    public static String namedDelimiter(BufferedInputStream file) throws IOException {
        int length = SEPARATOR.length() + 2;
        file.mark(length);
        String start = new String(file.readNBytes(length), ISO_8859_1);
        file.reset();
        boolean named = start.startsWith(SEPARATOR)
                && start.length() > SEPARATOR.length()
                && (start.length() < length || start.endsWith("\n") || start.endsWith("\r"));
        if (!named) {
            return null;
        }
        skipLine(file);
        return start.substring(SEPARATOR.length(), SEPARATOR.length() + 1);
    }

    private static void skipLine(BufferedInputStream file) throws IOException {
        int b = file.read();
        while (b >= 0 && b != '\n') {
            b = file.read();
        }
    }
}
