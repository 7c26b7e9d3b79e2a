package io.arrowgate.tools.local.process;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Appends lines to a file. A full file becomes the previous one, which it replaces. Not thread-safe. */
final class BoundedLogFile implements AutoCloseable {
    private final Path file;
    private final long maxBytes;
    private BufferedWriter writer;
    private long bytes;

    /** @param maxBytes size of a full file, which a last line can exceed */
    BoundedLogFile(Path file, long maxBytes) throws IOException {
        this.file = file;
        this.maxBytes = maxBytes;
        open();
    }

    private void open() throws IOException {
        writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        bytes = Files.size(file);
    }

    /** Returns where the previous file is. */
    static Path previous(Path file) {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    void write(String line) throws IOException {
        if (bytes >= maxBytes) {
            writer.close();
            Files.move(file, previous(file), StandardCopyOption.REPLACE_EXISTING);
            open();
        }
        writer.write(line);
        writer.newLine();
        writer.flush();
        bytes += line.getBytes(StandardCharsets.UTF_8).length + 1;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
