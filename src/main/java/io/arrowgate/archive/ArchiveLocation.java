package io.arrowgate.archive;

import java.nio.file.Path;

/** Locates the file of an archive. */
public sealed interface ArchiveLocation permits ArchiveLocation.Local, ArchiveLocation.Remote {
    /** Returns the location for messages and records, without secrets. */
    String text();

    /** Locates a file on this machine, which is transferred over the connection to ClickHouse. */
    record Local(Path file) implements ArchiveLocation {
        @Override
        public String text() {
            return file.toAbsolutePath().normalize().toString();
        }
    }

    /** Locates an object that the server writes and reads itself. */
    record Remote(S3Object object) implements ArchiveLocation {
        @Override
        public String text() {
            return object.url();
        }
    }
}
