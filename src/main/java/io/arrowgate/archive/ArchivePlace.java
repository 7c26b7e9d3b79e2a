package io.arrowgate.archive;

import java.nio.file.Path;

/** Where the file of an archive is. */
public sealed interface ArchivePlace permits ArchivePlace.Local, ArchivePlace.Remote {
    /** For people, and for the record; without secrets. */
    String text();

    /** A file of this machine, which goes through the connection to ClickHouse. */
    record Local(Path file) implements ArchivePlace {
        @Override
        public String text() {
            return file.toAbsolutePath().normalize().toString();
        }
    }

    /** An object that the server itself writes and reads. */
    record Remote(S3Object object) implements ArchivePlace {
        @Override
        public String text() {
            return object.url();
        }
    }
}
