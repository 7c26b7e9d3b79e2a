package io.arrowgate.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The engine of this process on one data directory; it lives as long as this object, however many connections come and go. */
final class ChDbEngine implements AutoCloseable {
    private static final int MIN_MERGES = 2;

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

    /**
     * A server's defaults are made for many cores: here there are as many merges at a time as there are cores, so that the
     * inserts get their share, too. The last three have to fit the smaller pool.
     */
    private static String config(long maxServerMemoryBytes) {
        return """
                <clickhouse>
                    <max_server_memory_usage>%d</max_server_memory_usage>
                    <timezone>UTC</timezone>
                    <background_pool_size>%d</background_pool_size>
                    <background_merges_mutations_concurrency_ratio>1</background_merges_mutations_concurrency_ratio>
                    <merge_tree>
                        <number_of_free_entries_in_pool_to_lower_max_size_of_merge>1</number_of_free_entries_in_pool_to_lower_max_size_of_merge>
                        <number_of_free_entries_in_pool_to_execute_mutation>1</number_of_free_entries_in_pool_to_execute_mutation>
                        <number_of_free_entries_in_pool_to_execute_optimize_entire_partition>1</number_of_free_entries_in_pool_to_execute_optimize_entire_partition>
                    </merge_tree>
                </clickhouse>
                """.formatted(
                maxServerMemoryBytes, Math.max(MIN_MERGES, Runtime.getRuntime().availableProcessors()));
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
