package io.arrowgate.archive;

import java.nio.file.Path;

/** Where the file of an archive is. */
public sealed interface ArchiveLocation permits ArchiveLocation.Local, ArchiveLocation.Remote {
    /** For people, and for the record; without secrets. */
    String text();

    /** A file of this machine, which goes through the connection to ClickHouse. */
    record Local(Path file) implements ArchiveLocation {
        @Override
        public String text() {
            return file.toAbsolutePath().normalize().toString();
        }
    }

    /** An object that the server itself writes and reads. */
    record Remote(S3Object object) implements ArchiveLocation {
        @Override
        public String text() {
            return object.url();
        }
    }
}
