package io.arrowgate.tools.detect;

import java.io.IOException;
import java.nio.file.Path;

/** A row that is no reading; the message names file and row. */
final class InvalidRowException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param row from 1, the first behind the header */
    InvalidRowException(Path file, long row, String problem, Throwable cause) {
        super("%s, row %d: %s".formatted(file, row, problem), cause);
    }
}
