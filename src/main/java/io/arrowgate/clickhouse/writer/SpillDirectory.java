package io.arrowgate.clickhouse.writer;

import java.io.IOException;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/** Writes batches to files of one directory, each under a new name. */
public final class SpillDirectory {
    private final Path dir;

    /** @param dir a URI that every TaskManager reaches; made at the first batch */
    public SpillDirectory(String dir) {
        this.dir = new Path(dir);
    }

    public SpilledContent write(byte[] bytes) throws IOException {
        Path file = new Path(dir, UUID.randomUUID() + ".arrow");
        try (FSDataOutputStream out = file.getFileSystem().create(file, WriteMode.NO_OVERWRITE)) {
            out.write(bytes);
        }
        return new SpilledContent(file.toString(), bytes.length, SpilledContent.checksum(bytes));
    }
}
