package io.arrowgate.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The engine of this process on one data directory; it lives as long as this object, however many connections come and go. */
final class ChDbEngine implements AutoCloseable {
    private final ChDbLibrary library;
    private final List<String> arguments;
    private final ChDbConnection keeper;
    private final String version;

    /**
     * Starts the engine.
     *
     * @param libraryFile the shared library
     * @param dir where data and the written configuration file go
     */
    ChDbEngine(Path libraryFile, Path dir, long maxServerMemoryBytes) throws IOException {
        this.library = ChDbLibrary.load(libraryFile);
        Path data = Files.createDirectories(dir.resolve("data"));
        Path config = dir.resolve("config.xml");
        Files.writeString(config, config(maxServerMemoryBytes));
        this.arguments = List.of("clickhouse", "--path=" + data, "--config-file=" + config);
        this.keeper = connect();
        this.version = keeper.execute("SELECT version()");
    }

    private static String config(long maxServerMemoryBytes) {
        return """
                <clickhouse>
                    <max_server_memory_usage>%d</max_server_memory_usage>
                    <timezone>UTC</timezone>
                </clickhouse>
                """.formatted(maxServerMemoryBytes);
    }

    ChDbConnection connect() {
        return new ChDbConnection(library, arguments);
    }

    String version() {
        return version;
    }

    /** Stops the engine; every connection must be closed before. */
    @Override
    public void close() {
        keeper.close();
        library.chdb_shutdown();
    }
}
