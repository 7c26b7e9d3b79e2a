package io.arrowgate.archive;

/** Reports that an archive cannot be written or restored, with cause and remedy. Nothing was changed unless the message says so. */
public final class ArchiveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ArchiveException(String message) {
        super(message);
    }
}
