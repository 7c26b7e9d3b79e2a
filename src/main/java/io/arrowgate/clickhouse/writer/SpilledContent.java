package io.arrowgate.clickhouse.writer;

import java.io.IOException;
import java.util.zip.CRC32C;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;

/**
 * References a file next to the checkpoints that contains the bytes.
 *
 * @param path a URI that every TaskManager can access
 * @param length of the file, in bytes
 * @param checksum CRC-32C of the file
 */
public record SpilledContent(String path, int length, int checksum) implements BatchContent {
    static int checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }

    @Override
    public byte[] read() throws IOException {
        Path file = new Path(path);
        try (FSDataInputStream in = file.getFileSystem().open(file)) {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length != length || in.read() >= 0 || checksum(bytes) != checksum) {
                throw new IOException(
                        "spill file %s is corrupt: its length (%d bytes) or checksum differs".formatted(path, length));
            }
            return bytes;
        }
    }

    @Override
    public void delete() throws IOException {
        Path file = new Path(path);
        file.getFileSystem().delete(file, false);
    }
}
