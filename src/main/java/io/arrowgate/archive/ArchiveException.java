package io.arrowgate.archive;

/** An archive cannot be made, or brought back; the message says why and what to do. Nothing was changed, unless it says so. */
public final class ArchiveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ArchiveException(String message) {
        super(message);
    }
}
