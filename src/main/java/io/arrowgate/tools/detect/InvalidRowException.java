package io.arrowgate.tools.detect;

import java.io.IOException;
import java.nio.file.Path;

/** Reports a row that is not a reading; the message names file and row. */
final class InvalidRowException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param row number of the row, from 1 after the header */
    InvalidRowException(Path file, long row, String problem, Throwable cause) {
        super("%s, row %d: %s".formatted(file, row, problem), cause);
    }
}
