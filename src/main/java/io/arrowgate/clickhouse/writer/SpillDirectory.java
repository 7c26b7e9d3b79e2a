package io.arrowgate.clickhouse.writer;

import java.io.IOException;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/** Writes each spilled batch to a new file of one directory. */
public final class SpillDirectory {
    private final Path dir;

    /** @param dir a URI that every TaskManager can access; created with the first file */
    public SpillDirectory(String dir) {
        this.dir = new Path(dir);
    }

    /** Writes a file and returns a reference to it. */
    public SpilledContent write(byte[] bytes) throws IOException {
        Path file = new Path(dir, UUID.randomUUID() + ".arrow");
        try (FSDataOutputStream out = file.getFileSystem().create(file, WriteMode.NO_OVERWRITE)) {
            out.write(bytes);
        }
        return new SpilledContent(file.toString(), bytes.length, SpilledContent.checksum(bytes));
    }
}
